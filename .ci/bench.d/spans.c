// Writes one trace to standard output, as Tempo's second version answers it:  spans COUNT json|protobuf
// Twenty services in batches of at most 200 spans, three to five attributes a span, one span in fifty
// failed with an exception. A hundred thousand are about 45 MB of JSON and 16 MB of protobuf, as those of
// a real server were. The same arguments give the same bytes, both encodings the same trace.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  int parent, service, children, failed;
  uint64_t start, length, seed;
} span;

typedef struct {
  char *bytes;
  size_t count, room;
} buffer;

static const uint64_t base = 1700000000000000000;
static const char *const operations[] = {
    "GET /api/items/{id}", "POST /api/orders", "SELECT shop.items", "cart.Load", "redis GET", "publish order",
    "GET /api/users/{id}/recommendations", "UPDATE shop.stock"};
static const char *const routes[] = {"/api/items/{id}", "/api/orders", "/api/users/{id}/recommendations", "/healthz"};
static const char trace_id[16] = "nightjar-bench-1";

static uint64_t mixed(uint64_t z) {  // SplitMix64
  z += 0x9E3779B97F4A7C15;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

// A parent is one of the spans shortly before, so that the tree is some twenty deep; a child runs within it.
static span *trace(int count) {
  span *spans = calloc((size_t)count, sizeof *spans);
  if (!spans) exit(1);
  for (int i = 0; i < count; i++) {
    span *s = spans + i;
    s->seed = mixed((uint64_t)i + 7);
    s->service = i / 200 % 20;
    s->failed = s->seed % 50 == 0;
    if (i == 0) { s->parent = -1, s->length = 40000000000; continue; }
    s->parent = (int)((s->seed >> 20) % (uint64_t)i);
    if (i > 2000 && s->seed % 4) s->parent = i - 1 - (int)((s->seed >> 20) & 511);
    span *p = spans + s->parent;
    uint64_t room = p->length > 2000 ? p->length : 2000;
    s->start = p->start + (s->seed >> 8) % (room / 2);
    s->length = 1000 + (s->seed >> 16) % (room / 2);
    p->children++;
  }
  return spans;
}

// JSON

static const char *base64(const unsigned char *bytes, int count, char *to) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  char *at = to;
  for (int i = 0; i < count; i += 3) {
    uint32_t three = (uint32_t)bytes[i] << 16 | (i + 1 < count ? (uint32_t)bytes[i + 1] << 8 : 0) |
                     (i + 2 < count ? bytes[i + 2] : 0);
    *at++ = digits[three >> 18], *at++ = digits[three >> 12 & 63];
    *at++ = i + 1 < count ? digits[three >> 6 & 63] : '=';
    *at++ = i + 2 < count ? digits[three & 63] : '=';
  }
  *at = 0;
  return to;
}

static void big_endian(uint64_t value, unsigned char *to) {
  for (int i = 0; i < 8; i++) to[i] = (unsigned char)(value >> (56 - 8 * i));
}

static const char *id(int index, char *to) {
  unsigned char bytes[8];
  big_endian(mixed((uint64_t)index) | 1, bytes);
  return base64(bytes, 8, to);
}

static void json_attributes(const span *s) {
  printf(
      "\"attributes\":[{\"key\":\"http.request.method\",\"value\":{\"stringValue\":\"%s\"}},"
      "{\"key\":\"http.response.status_code\",\"value\":{\"intValue\":\"%d\"}},"
      "{\"key\":\"http.route\",\"value\":{\"stringValue\":\"%s\"}}",
      s->seed & 1 ? "GET" : "POST", s->failed ? 503 : 200, routes[s->seed >> 1 & 3]);
  if (s->seed >> 3 & 1)
    printf(",{\"key\":\"thread.id\",\"value\":{\"intValue\":\"%d\"}}", (int)(s->seed >> 4 & 1023));
  if (s->seed >> 14 & 1)
    printf(",{\"key\":\"net.peer.name\",\"value\":{\"stringValue\":\"10.42.%d.%d\"}}",
        (int)(s->seed >> 15 & 255), (int)(s->seed >> 23 & 255));
  printf("]");
}

static void json_span(const span *s, int i) {
  static const char *const kinds[] = {"INTERNAL", "SERVER", "CLIENT"};
  char text[32];
  printf("{\"traceId\":\"%s\",", base64((const unsigned char *)trace_id, 16, text));
  printf("\"spanId\":\"%s\",", id(i, text));
  if (s->parent >= 0) printf("\"parentSpanId\":\"%s\",", id(s->parent, text));
  printf(
      "\"name\":\"%s\",\"kind\":\"SPAN_KIND_%s\",\"startTimeUnixNano\":\"%llu\",\"endTimeUnixNano\":\"%llu\",",
      operations[s->seed >> 32 & 7], kinds[s->seed >> 40 & 1 ? 1 : s->seed >> 41 & 2],
      (unsigned long long)(base + s->start), (unsigned long long)(base + s->start + s->length));
  json_attributes(s);
  if (s->failed)
    printf(
        ",\"events\":[{\"timeUnixNano\":\"%llu\",\"name\":\"exception\",\"attributes\":["
        "{\"key\":\"exception.type\",\"value\":{\"stringValue\":\"TimeoutError\"}},"
        "{\"key\":\"exception.message\",\"value\":{\"stringValue\":\"no answer within %d ms\"}}]}],"
        "\"status\":{\"code\":\"STATUS_CODE_ERROR\",\"message\":\"upstream timed out\"}}",
        (unsigned long long)(base + s->start + s->length / 2), (int)(s->seed >> 44 & 4095));
  else printf(",\"status\":{}}");
}

static void json(const span *spans, int count) {
  printf("{\"trace\":{\"resourceSpans\":[");
  for (int first = 0; first < count; first += 200) {
    printf(
        "%s{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"service-%02d\"}},"
        "{\"key\":\"k8s.namespace.name\",\"value\":{\"stringValue\":\"shop\"}}]},\"scopeSpans\":[{\"scope\":"
        "{\"name\":\"go.opentelemetry.io/contrib\",\"version\":\"0.53.0\"},\"spans\":[",
        first ? "," : "", spans[first].service);
    for (int i = first; i < count && i < first + 200; i++) {
      if (i > first) putchar(',');
      json_span(spans + i, i);
    }
    printf("]}]}");
  }
  printf("]},\"metrics\":{}}\n");
}

// Protobuf: fields by number, messages written whole into a buffer of their own first.

static void put(buffer *to, const void *bytes, size_t count) {
  if (to->count + count > to->room) {
    to->room = (to->count + count) * 2;
    to->bytes = realloc(to->bytes, to->room);
    if (!to->bytes) exit(1);
  }
  memcpy(to->bytes + to->count, bytes, count);
  to->count += count;
}

static void varint(buffer *to, uint64_t value) {
  do {
    unsigned char byte = (unsigned char)((value & 127) | (value > 127 ? 128 : 0));
    put(to, &byte, 1);
    value >>= 7;
  } while (value);
}

static void blob(buffer *to, int field, const void *bytes, size_t count) {
  varint(to, (uint64_t)field << 3 | 2);
  varint(to, count);
  put(to, bytes, count);
}

static void text(buffer *to, int field, const char *words) { blob(to, field, words, strlen(words)); }

// Ends a message that was written on its own.
static void message(buffer *to, int field, buffer *inner) {
  blob(to, field, inner->bytes, inner->count);
  inner->count = 0;
}

static void number(buffer *to, int field, uint64_t value) {
  varint(to, (uint64_t)field << 3);
  varint(to, value);
}

static void fixed(buffer *to, int field, uint64_t value) {
  varint(to, (uint64_t)field << 3 | 1);
  put(to, &value, 8);
}

static void attribute(buffer *to, int field, const char *key, const char *words, uint64_t whole) {
  static buffer value, entry;
  if (words) text(&value, 1, words); else number(&value, 3, whole);
  text(&entry, 1, key);
  message(&entry, 2, &value);
  message(to, field, &entry);
}

static void proto_span(buffer *to, const span *s, int i) {
  static buffer inner;
  static const int kinds[] = {1, 2, 3};
  char words[64];
  unsigned char eight[8];
  blob(to, 1, trace_id, 16);
  big_endian(mixed((uint64_t)i) | 1, eight);
  blob(to, 2, eight, 8);
  if (s->parent >= 0) {
    big_endian(mixed((uint64_t)s->parent) | 1, eight);
    blob(to, 4, eight, 8);
  }
  text(to, 5, operations[s->seed >> 32 & 7]);
  number(to, 6, (uint64_t)kinds[s->seed >> 40 & 1 ? 1 : s->seed >> 41 & 2]);
  fixed(to, 7, base + s->start);
  fixed(to, 8, base + s->start + s->length);
  attribute(to, 9, "http.request.method", s->seed & 1 ? "GET" : "POST", 0);
  attribute(to, 9, "http.response.status_code", NULL, s->failed ? 503 : 200);
  attribute(to, 9, "http.route", routes[s->seed >> 1 & 3], 0);
  if (s->seed >> 3 & 1) attribute(to, 9, "thread.id", NULL, s->seed >> 4 & 1023);
  snprintf(words, sizeof words, "10.42.%d.%d", (int)(s->seed >> 15 & 255), (int)(s->seed >> 23 & 255));
  if (s->seed >> 14 & 1) attribute(to, 9, "net.peer.name", words, 0);
  if (s->failed) {
    fixed(&inner, 1, base + s->start + s->length / 2);
    text(&inner, 2, "exception");
    attribute(&inner, 3, "exception.type", "TimeoutError", 0);
    snprintf(words, sizeof words, "no answer within %d ms", (int)(s->seed >> 44 & 4095));
    attribute(&inner, 3, "exception.message", words, 0);
    message(to, 11, &inner);
    text(&inner, 2, "upstream timed out");
    number(&inner, 3, 2);
  }
  message(to, 15, &inner);
}

static void protobuf(const span *spans, int count) {
  static buffer all, answer, batch, part, inner;
  char name[16];
  for (int first = 0; first < count; first += 200) {
    snprintf(name, sizeof name, "service-%02d", spans[first].service);
    attribute(&part, 1, "service.name", name, 0);
    attribute(&part, 1, "k8s.namespace.name", "shop", 0);
    message(&batch, 1, &part);
    text(&inner, 1, "go.opentelemetry.io/contrib");
    text(&inner, 2, "0.53.0");
    message(&part, 1, &inner);
    for (int i = first; i < count && i < first + 200; i++) {
      proto_span(&inner, spans + i, i);
      message(&part, 2, &inner);
    }
    message(&batch, 2, &part);
    message(&all, 1, &batch);
  }
  message(&answer, 1, &all);
  blob(&answer, 2, "", 0);
  fwrite(answer.bytes, 1, answer.count, stdout);
}

int main(int count, char **arguments) {
  int spans = count == 3 ? atoi(arguments[1]) : 0;
  int is_json = count == 3 && !strcmp(arguments[2], "json");
  if (spans < 1 || (!is_json && strcmp(arguments[2], "protobuf")))
    return fprintf(stderr, "usage: spans COUNT json|protobuf\n"), 2;
  if (is_json) json(trace(spans), spans); else protobuf(trace(spans), spans);
  return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
