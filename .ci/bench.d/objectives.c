// Answers as a Prometheus in which Sloth recorded 70 objectives and Pyrra 30, where the raw metrics of
// another 100 give their error ratios, and where 500 targets are probed; everything else is empty:
//   objectives specs          writes those 100 to standard output, as Sloth's specifications
//   objectives                prints the port it listens on, on loopback, and serves until it is ended
// A process a connection.
#include <ctype.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "listen.h"

enum { sloth = 70, pyrra = 30, specs = 100, probes = 500, points = 60 };

static const char *const windows[] = {"5m", "30m", "1h", "2h", "6h", "1d", "3d", "4d", "30d"};
enum { window_count = sizeof windows / sizeof *windows };

static char *body;
static size_t used, room;
static int series_count, is_range;
static long now;

static void add(const char *format, ...) {
  va_list arguments;
  if (room - used < 4096 && !(body = realloc(body, room = room * 2 + 65536))) exit(1);
  va_start(arguments, format);
  used += (size_t)vsnprintf(body + used, room - used, format, arguments);
  va_end(arguments);
}

// One series: the labels are the text that follows, the values change a little from point to point.
static void series(double value, const char *format, ...) {
  va_list arguments;
  char labels[1024];
  va_start(arguments, format);
  vsnprintf(labels, sizeof labels, format, arguments);
  va_end(arguments);
  add("%s{\"metric\":{%s},", series_count++ ? "," : "", labels);
  if (!is_range) {
    add("\"value\":[%ld,\"%.6g\"]}", now, value);
    return;
  }
  add("\"values\":[");
  for (int point = 0; point < points; point++)
    add("%s[%ld,\"%.6g\"]", point ? "," : "", now - 60 * (points - 1 - point),
        value == 0 || value == 1 ? value : value * (1 + 0.1 * ((point * 7 + series_count) % 11)));
  add("]}");
}

static void promised(void) {
  for (int index = 0; index < sloth; index++) {
    series(0.99, "\"__name__\":\"slo:objective:ratio\",\"sloth_id\":\"shop-r%d\",\"sloth_service\":\"shop\","
           "\"sloth_slo\":\"r%d\"", index, index);
    series(30, "\"__name__\":\"slo:time_period:days\",\"sloth_id\":\"shop-r%d\",\"sloth_service\":\"shop\","
           "\"sloth_slo\":\"r%d\"", index, index);
  }
  for (int index = 0; index < pyrra; index++) {
    series(0.99, "\"__name__\":\"pyrra_objective\",\"slo\":\"p%d\",\"service\":\"shop\"", index);
    series(2419200, "\"__name__\":\"pyrra_window\",\"slo\":\"p%d\",\"service\":\"shop\"", index);
    series(0.995, "\"__name__\":\"pyrra_availability\",\"slo\":\"p%d\",\"service\":\"shop\"", index);
  }
}

// The first of each kind burns.
static double ratio(int index) { return index ? 0.0001 * (index % 60) : 0.5; }

static void rates(void) {
  for (int window = 0; window < window_count; window++) {
    for (int index = 0; index < sloth; index++)
      series(ratio(index), "\"__name__\":\"slo:sli_error:ratio_rate%s\",\"sloth_id\":\"shop-r%d\","
             "\"sloth_service\":\"shop\",\"sloth_slo\":\"r%d\",\"sloth_window\":\"%s\"",
             windows[window], index, index, windows[window]);
    for (int index = 0; index < pyrra; index++)
      series(ratio(index), "\"__name__\":\"http_requests:burnrate%s\",\"slo\":\"p%d\",\"service\":\"shop\"",
             windows[window], index);
  }
}

static void live(const char *question) {
  for (int window = 0; window < window_count; window++) {
    char asked[64];
    snprintf(asked, sizeof asked, "\"nightjar_window\", \"%s\"", windows[window]);
    if (!strstr(question, asked)) continue;
    for (int index = 0; index < specs; index++)
      series(ratio(index), "\"nightjar_slo\":\"shop-l%d\",\"nightjar_window\":\"%s\"", index, windows[window]);
  }
}

static void probe(int index, const char *name, double value, const char *more) {
  series(value, "\"__name__\":\"%s\",\"instance\":\"https://host-%d.example.org/health\",\"job\":\"blackbox\"%s",
         name, index, more);
}

static void probed(int with_facts) {
  static const char *const phases[] = {"resolve", "connect", "tls", "processing", "transfer"};
  for (int index = 0; index < probes; index++) {
    int is_down = index % 100 == 7;
    probe(index, "probe_success", !is_down, "");
    probe(index, "probe_duration_seconds", 0.02 + 0.0001 * (index % 40), "");
    if (!with_facts) continue;
    probe(index, "probe_http_status_code", is_down ? 0 : 200, "");
    probe(index, "probe_http_redirects", 0, "");
    probe(index, "probe_ip_protocol", 4, "");
    probe(index, "probe_ssl_earliest_cert_expiry", (double)now + 86400.0 * (10 + index % 60), "");
    probe(index, "probe_tls_version_info", 1, ",\"version\":\"TLS 1.3\"");
    for (int phase = 0; phase < 5; phase++) {
      char label[64];
      snprintf(label, sizeof label, ",\"phase\":\"%s\"", phases[phase]);
      probe(index, "probe_http_duration_seconds", is_down && phase > 1 ? 0 : 0.004, label);
    }
  }
}

static void available(void) {
  for (int index = 0; index < probes; index++)
    series(index % 100 == 7 ? 0.9 : 1, "\"instance\":\"https://host-%d.example.org/health\",\"job\":\"blackbox\"", index);
}

// What Sloth writes for each objective: the ratios, what goes with them, and two alerts.
static void rules(void) {
  add("{\"status\":\"success\",\"data\":{\"groups\":[");
  for (int index = 0; index < sloth; index++) {
    add("%s{\"name\":\"sloth-r%d\",\"file\":\"slo.yml\",\"interval\":30,\"rules\":[", index ? "," : "", index);
    for (int window = 0; window < window_count; window++)
      add("{\"name\":\"slo:sli_error:ratio_rate%s\",\"query\":\"sum(rate(http_requests_total{job=\\\"shop\\\","
          "code=~\\\"5..\\\",route=\\\"/r%d\\\"}[%s])) / sum(rate(http_requests_total{job=\\\"shop\\\",route=\\\"/r%d\\\"}"
          "[%s]))\",\"labels\":{\"sloth_id\":\"shop-r%d\",\"sloth_window\":\"%s\"},\"health\":\"ok\",\"type\":\"recording\"},",
          windows[window], index, windows[window], index, windows[window], index, windows[window]);
    for (int page = 0; page < 2; page++)
      add("%s{\"state\":\"inactive\",\"name\":\"Burns%d\",\"query\":\"slo:sli_error:ratio_rate5m > 0.144\","
          "\"duration\":0,\"labels\":{\"sloth_severity\":\"%s\"},\"annotations\":{},\"alerts\":[],\"health\":\"ok\","
          "\"type\":\"alerting\"}", page ? "," : "", index, page ? "page" : "ticket");
    add("]}");
  }
  add("]}}\n");
}

static void answer(const char *head, const char *question) {
  used = 0;
  series_count = 0;
  now = time(NULL);
  is_range = strstr(head, "/query_range") != NULL;
  if (strstr(head, "/api/v1/rules")) return rules();
  if (!strstr(head, "/api/v1/query")) {
    add("{\"status\":\"success\",\"data\":%s}\n", strstr(head, "/status/") ? "{\"version\":\"3.5.0\"}" : "[]");
    return;
  }
  add("{\"status\":\"success\",\"data\":{\"resultType\":\"%s\",\"result\":[", is_range ? "matrix" : "vector");
  if (strstr(question, "nightjar_slo")) live(question);
  else if (strstr(question, "slo:objective:ratio")) promised();
  else if (strstr(question, "slo:sli_error") && !is_range) rates();
  else if (strstr(question, "avg_over_time(")) available();
  else if (strstr(question, "probe_success")) probed(!is_range);
  else if (strstr(question, "rate(bad")) series(0.5, "");
  else if (strstr(question, "rate(all")) series(9, "");
  add("]}}\n");
}

// `a%20b+c` as `a b c`, in place.
static void decode(char *text) {
  char *to = text;
  for (; *text; text++) {
    char digits[3] = {text[0] == '%' ? text[1] : 0, 0, 0};
    if (*digits && isxdigit((unsigned char)text[1]) && isxdigit((unsigned char)text[2])) {
      digits[1] = text[2];
      *to++ = (char)strtol(digits, NULL, 16);
      text += 2;
    } else *to++ = *text == '+' ? ' ' : *text;
  }
  *to = 0;
}

// The length of the body that a head announces.
static size_t announced(const char *head) {
  for (const char *line = strstr(head, "\r\n"); line; line = strstr(line + 2, "\r\n"))
    if (!strncasecmp(line + 2, "content-length:", 15)) return (size_t)atol(line + 17);
  return 0;
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

// Reads a request with its body; `NULL` when there is none any more. The body begins after the empty line.
static char *request(int from) {
  static char *bytes;
  static size_t size;
  for (size_t got = 0, whole = 0;;) {
    if (size - got < 65536 && !(bytes = realloc(bytes, size = size * 2 + 131072))) return NULL;
    ssize_t count = read(from, bytes + got, size - got - 1);
    if (count <= 0) return NULL;
    got += (size_t)count;
    bytes[got] = 0;
    char *end = strstr(bytes, "\r\n\r\n");
    if (end && !whole) whole = (size_t)(end + 4 - bytes) + announced(bytes);
    if (whole && got >= whole) return bytes;
  }
}

static void serve(int connection, const void *nothing) {
  (void)nothing;
  int one = 1;
  setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  for (char *head; (head = request(connection));) {
    char line[160], *question = strstr(head, "\r\n\r\n") + 4;
    decode(question);
    answer(head, question);
    int length = snprintf(
        line, sizeof line, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n", used);
    if (send_all(connection, line, (size_t)length) || send_all(connection, body, used)) return;
  }
}

static int write_specs(void) {
  printf("version: prometheus/v1\nservice: shop\nslos:\n");
  for (int index = 0; index < specs; index++)
    printf(
        "  - name: l%d\n    objective: 99\n    sli:\n      events:\n"
        "        error_query: sum(rate(bad{route=\"/l%d\"}[{{.window}}]))\n"
        "        total_query: sum(rate(all{route=\"/l%d\"}[{{.window}}]))\n"
        "    alerting: {name: L%d, page_alert: {labels: {severity: page}}, ticket_alert: {labels: {severity: warning}}}\n",
        index, index, index, index);
  return fflush(stdout) ? 1 : 0;
}

int main(int count, char **arguments) {
  if (count == 2 && !strcmp(arguments[1], "specs")) return write_specs();
  if (count != 1) return fprintf(stderr, "usage: objectives [specs]\n"), 2;
  int port, server = listen_on_loopback("objectives", &port);
  if (server < 0) return 1;
  printf("%d\n", port);
  fflush(stdout);
  serve_all(server, serve, NULL);
}
