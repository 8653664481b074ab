// Answers Loki's query_range with pages of generated lines, newest first or oldest first, and everything
// else with an empty success:
//   loki COUNT SECONDS [CAP]
// COUNT lines of about 150 bytes, JSON and logfmt, in three streams, one of them with structured metadata,
// stand evenly in the SECONDS before it was started. A question names its first and last nanosecond; it is
// given at most CAP lines (5000 unless told) as a real server is set up. Prints the port it listens on, on
// loopback, and serves until it is ended. A process a connection.
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "listen.h"

typedef struct {
  long long count, first, step;  // nanoseconds
  long cap;
} lines;

static const char *const services[] = {"checkout", "gateway", "mail"};
static const char *const levels[] = {"info", "info", "info", "debug", "info", "warn", "info", "error"};

static unsigned long long mixed(unsigned long long number) {
  number = (number + 0x9e3779b97f4a7c15ull) * 0xbf58476d1ce4e5b9ull;
  number = (number ^ (number >> 29)) * 0x94d049bb133111ebull;
  return number ^ (number >> 32);
}

// One entry of a stream's values. One line in 4096 holds the word that the search is for.
static int entry(char *to, const lines *all, long long index) {
  unsigned long long random = mixed((unsigned long long)index);
  const char *level = levels[random % 8], *word = random >> 52 ? "order" : "quagga";
  long long time = all->first + index * all->step;
  unsigned a = (unsigned)(random >> 8) % 90000 + 10000, b = (unsigned)(random >> 24) % 900 + 100;
  switch (index % 3) {
  case 0:
    return sprintf(
        to,
        "[\"%lld\",\"{\\\"level\\\":\\\"%s\\\",\\\"msg\\\":\\\"request handled for the %s\\\",\\\"path\\\":\\\"/api/v1/"
        "orders/%u\\\",\\\"status\\\":%u,\\\"duration_ms\\\":%u.25,\\\"peer\\\":\\\"10.0.%u.%u\\\"}\"]",
        time, level, word, a, random % 8 == 7 ? 500 : 200, b, b % 250, a % 250);
  case 1:
    return sprintf(
        to,
        "[\"%lld\",\"level=%s caller=router.go:%u msg=\\\"upstream answered\\\" kind=%s route=/shop/items/%u "
        "bytes=%u took=%u.5ms upstream=10.1.%u.%u:8080 retries=0\"]",
        time, level, b, word, a, a * 7, b, a % 250, b % 250);
  default:
    return sprintf(
        to,
        "[\"%lld\",\"%s [worker-%u] delivered message %u of the %s queue to recipient %u in %u ms, %u left in the "
        "spool, next attempt not needed\",{\"structuredMetadata\":{\"detected_level\":\"%s\",\"trace_id\":"
        "\"%016llx%016llx\"}}]",
        time, level, b % 16, a, word, a % 977, b, a % 331, level, random, mixed(random));
  }
}

static int send_all(int to, const char *bytes, size_t count) {
  while (count) {
    ssize_t sent = write(to, bytes, count);
    if (sent <= 0) return -1;
    bytes += sent;
    count -= (size_t)sent;
  }
  return 0;
}

static int send_answer(int to, const char *bytes, size_t count) {
  char head[160];
  int length = snprintf(
      head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n", count);
  return send_all(to, head, (size_t)length) || send_all(to, bytes, count) ? -1 : 0;
}

// The value of a parameter that is a number, or `otherwise`.
static long long parameter(const char *head, const char *name, long long otherwise) {
  size_t length = strlen(name);
  const char *end = strstr(head, "\r\n");
  for (const char *at = strchr(head, '?'); at && at < end; at = strchr(at + 1, '&')) {
    if (!strncmp(at + 1, name, length) && at[1 + length] == '=') return atoll(at + 2 + length);
  }
  return otherwise;
}

// The first line at or after a moment.
static long long index_at(const lines *all, long long moment) {
  long long from_start = moment - all->first;
  long long index = from_start <= 0 ? 0 : (from_start + all->step - 1) / all->step;
  return index < all->count ? index : all->count;
}

static int send_page(int to, const lines *all, const char *head) {
  static char *body;
  static size_t room;
  long long from = index_at(all, parameter(head, "start", 0));
  long long until = index_at(all, parameter(head, "end", all->first + all->count * all->step));
  long long limit = parameter(head, "limit", 100);
  int forward = strstr(head, "direction=forward") != NULL;
  if (limit > all->cap) limit = all->cap;
  if (until - from > limit) forward ? (until = from + limit) : (from = until - limit);
  if (until < from) until = from;
  size_t needed = (size_t)(until - from) * 512 + 4096;
  if (needed > room) body = realloc(body, room = needed);
  if (!body) return -1;
  char *end = body + sprintf(
      body, "{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"encodingFlags\":[\"categorize-labels\"],"
      "\"result\":[");
  for (int stream = 0, written = 0; stream < 3; stream++) {
    int count = 0;
    for (long long step = 0; step < until - from; step++) {
      long long index = forward ? from + step : until - 1 - step;
      if (index % 3 != stream) continue;
      if (!count++)
        end += sprintf(
            end, "%s{\"stream\":{\"cluster\":\"bench\",\"service_name\":\"%s\"},\"values\":[", written++ ? "," : "",
            services[stream]);
      else *end++ = ',';
      end += entry(end, all, index);
    }
    if (count) end += sprintf(end, "]}");
  }
  end += sprintf(end, "],\"stats\":{}}}\n");
  return send_answer(to, body, (size_t)(end - body));
}

// Reads a request without a body; 0 when there is none any more.
static int request(int from, char *head, size_t room) {
  for (size_t got = 0; got < room - 1;) {
    ssize_t count = read(from, head + got, room - 1 - got);
    if (count <= 0) return 0;
    got += (size_t)count;
    head[got] = 0;
    if (strstr(head, "\r\n\r\n")) return 1;
  }
  return 0;
}

static void serve(int connection, const void *context) {
  const lines *all = context;
  static const char series[] =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}\n";
  static const char nothing[] = "{\"status\":\"success\",\"data\":[]}\n";
  static char head[65536];
  int one = 1, failed = 0;
  setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  while (!failed && request(connection, head, sizeof head)) {
    // Questions for numbers have a step.
    if (parameter(head, "step", -1) >= 0) failed = send_answer(connection, series, sizeof series - 1);
    else if (strstr(head, "/query_range?")) failed = send_page(connection, all, head);
    else failed = send_answer(connection, nothing, sizeof nothing - 1);
  }
}

int main(int count, char **arguments) {
  if (count != 3 && count != 4) return fprintf(stderr, "usage: loki COUNT SECONDS [CAP]\n"), 2;
  long long number = atoll(arguments[1]), span = atoll(arguments[2]) * 1000000000;
  if (number < 1 || span < number) return fprintf(stderr, "loki: expected a line and a second, or more\n"), 2;
  lines all = {number, ((long long)time(NULL) - 1) * 1000000000 - span, span / number,
               count == 4 ? atol(arguments[3]) : 5000};
  int port, server = listen_on_loopback("loki", &port);
  if (server < 0) return 1;
  printf("%d %lld %lld\n", port, all.first, all.first + all.count * all.step);
  fflush(stdout);
  serve_all(server, serve, &all);
}
