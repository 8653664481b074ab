#include "csimdjson.h"

#include <charconv>
#include <cstring>
#include <memory>
#include <new>

#include "library.h"

using simdjson::internal::tape_ref;
using simdjson::internal::tape_type;

struct csj_document {
  simdjson::dom::document document;
  // Kept only where more texts follow: its own indexes are as large as the text.
  std::unique_ptr<simdjson::dom::parser> parser;
};

static tape_ref ref(csj_value value) {
  return tape_ref(static_cast<const simdjson::dom::document *>(value.document), value.index);
}

static csj_value value_of(const tape_ref &tape) { return {tape.doc, tape.json_index}; }

// Parses into a document, which is freed where that fails; `result` may be NULL where memory ran out.
static csj_document *parsed(
    csj_document *result, simdjson::dom::parser *parser, const uint8_t *bytes, size_t length,
    const char **error) {
  if (result == nullptr || parser == nullptr) {
    *error = "out of memory";
    delete result;
    return nullptr;
  }
  auto outcome = parser->parse_into_document(result->document, bytes, length, false);
  if (outcome.error() == simdjson::SUCCESS) { return result; }
  *error = csj_message(outcome.error());
  delete result;
  return nullptr;
}

csj_document *csj_parse(const uint8_t *bytes, size_t length, const char **error) {
  *error = csj_unavailable();
  if (*error != nullptr) return nullptr;
  // The parser's own indexes are as large as the text; they go when it does, here.
  simdjson::dom::parser parser;
  return parsed(new (std::nothrow) csj_document, &parser, bytes, length, error);
}

csj_document *csj_parse_again(
    csj_document *document, const uint8_t *bytes, size_t length, const char **error) {
  *error = csj_unavailable();
  if (*error != nullptr) return nullptr;
  auto *result = document == nullptr ? new (std::nothrow) csj_document : document;
  if (result != nullptr && !result->parser) { result->parser.reset(new (std::nothrow) simdjson::dom::parser); }
  return parsed(result, result == nullptr ? nullptr : result->parser.get(), bytes, length, error);
}

void csj_free(csj_document *document) { delete document; }

csj_value csj_root(const csj_document *document) {
  // Word 0 of the tape is the document's own brace.
  return {&document->document, 1};
}

csj_type csj_type_of(csj_value value) {
  switch (ref(value).tape_ref_type()) {
  case tape_type::START_ARRAY: return CSJ_ARRAY;
  case tape_type::START_OBJECT: return CSJ_OBJECT;
  case tape_type::INT64: return CSJ_INT64;
  case tape_type::UINT64: return CSJ_UINT64;
  case tape_type::DOUBLE: return CSJ_DOUBLE;
  case tape_type::STRING: return CSJ_STRING;
  case tape_type::TRUE_VALUE:
  case tape_type::FALSE_VALUE: return CSJ_BOOL;
  default: return CSJ_NULL;
  }
}

const char *csj_string(csj_value value, size_t *length) {
  auto text = ref(value).get_string_view();
  *length = text.size();
  return text.data();
}

int64_t csj_int64(csj_value value) { return ref(value).next_tape_value<int64_t>(); }
uint64_t csj_uint64(csj_value value) { return ref(value).next_tape_value<uint64_t>(); }
double csj_double(csj_value value) { return ref(value).next_tape_value<double>(); }
bool csj_bool(csj_value value) { return ref(value).is_true(); }

csj_iterator csj_array(csj_value array) {
  auto tape = ref(array);
  return {{tape.doc, tape.json_index + 1}, tape.after_element() - 1};
}

void csj_array_next(csj_iterator *iterator) {
  iterator->at.index = ref(iterator->at).after_element();
}

csj_iterator csj_object(csj_value object) { return csj_array(object); }

const char *csj_field_key(const csj_iterator *iterator, size_t *length) {
  return csj_string(iterator->at, length);
}

csj_value csj_field_value(const csj_iterator *iterator) {
  auto tape = ref(iterator->at);
  return {tape.doc, tape.json_index + 1};
}

void csj_object_next(csj_iterator *iterator) {
  iterator->at.index = ref(csj_field_value(iterator)).after_element();
}

size_t csj_count(csj_value value) {
  auto tape = ref(value);
  size_t count = tape.scope_count();
  if (count < 0xFFFFFF) { return count; }
  // The tape's own count saturates there.
  count = 0;
  bool object = csj_type_of(value) == CSJ_OBJECT;
  for (auto it = csj_array(value); it.at.index != it.end; count++) {
    object ? csj_object_next(&it) : csj_array_next(&it);
  }
  return count;
}

bool csj_decimal(const uint8_t *text, size_t length, double *value) {
  auto first = reinterpret_cast<const char *>(text);
  auto [end, error] = std::from_chars(first, first + length, *value);
  return error == std::errc() && end == first + length;
}

size_t csj_find(const uint8_t *bytes, size_t length, size_t start, const char *wanted, size_t wanted_length) {
  if (start >= length) { return length; }
  auto found = memmem(bytes + start, length - start, wanted, wanted_length);
  return found == nullptr ? length : static_cast<size_t>(static_cast<const uint8_t *>(found) - bytes);
}
