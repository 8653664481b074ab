// A cursor over simdjson's parsed document ("DOM") for Swift. Every value is a small copyable
// handle that stays valid until its document is freed; nothing here throws or aborts on bad JSON.
#ifndef NIGHTJAR_CSIMDJSON_H
#define NIGHTJAR_CSIMDJSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct csj_document csj_document;

/// A value in a document: simdjson's tape reference.
typedef struct {
  const void *document;
  size_t index;
} csj_value;

typedef enum {
  CSJ_ARRAY, CSJ_OBJECT, CSJ_INT64, CSJ_UINT64, CSJ_DOUBLE, CSJ_STRING, CSJ_BOOL, CSJ_NULL
} csj_type;

/// An iterator over an array's or object's entries; `index == end` when it is done.
typedef struct {
  csj_value at;
  size_t end;
} csj_iterator;

/// Parses `length` bytes that are followed by at least 64 readable ones. The bytes may be freed
/// afterwards. Returns NULL and, in `*error`, a static text when they are not one whole JSON value.
csj_document *csj_parse(const uint8_t *bytes, size_t length, const char **error);
/// As above, in the memory of an earlier document, whose values end here; `document` may be NULL. For
/// texts of like size one after another: touching new memory takes most of a parse's time.
csj_document *csj_parse_again(
    csj_document *document, const uint8_t *bytes, size_t length, const char **error);
void csj_free(csj_document *document);
csj_value csj_root(const csj_document *document);

csj_type csj_type_of(csj_value value);
/// The text of a string value; not terminated. Valid until the document is freed.
const char *csj_string(csj_value value, size_t *length);
int64_t csj_int64(csj_value value);
uint64_t csj_uint64(csj_value value);
double csj_double(csj_value value);
bool csj_bool(csj_value value);

csj_iterator csj_array(csj_value array);
void csj_array_next(csj_iterator *iterator);
/// Entries of an object: the iterator stands on the key, `csj_field_value` is its value.
csj_iterator csj_object(csj_value object);
const char *csj_field_key(const csj_iterator *iterator, size_t *length);
csj_value csj_field_value(const csj_iterator *iterator);
void csj_object_next(csj_iterator *iterator);

/// Entries of an array or object, counted.
size_t csj_count(csj_value value);

/// The double nearest to `[-]digits[.digits][e[+-]digits]`, ties to even; false for any other text and
/// where a double has no such magnitude.
bool csj_decimal(const uint8_t *text, size_t length, double *value);

/// Where `wanted` first occurs in `bytes` at or after `start`; `length` when it does not.
size_t csj_find(const uint8_t *bytes, size_t length, size_t start, const char *wanted, size_t wanted_length);

#ifdef __cplusplus
}
#endif
#endif
