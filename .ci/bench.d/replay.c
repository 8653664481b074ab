// Answers every question for a range or for a trace with one file, and everything else with an empty
// success or, to a search, with a trace to open:
//   replay JSON [PROTOBUF [JSON-MS PROTOBUF-MS]]
// PROTOBUF goes to whoever accepts it. The times are waited before the first byte, as servers do that
// must look a trace up. Prints the port it listens on, on loopback, and serves until it is ended. A
// process a connection.
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

#include "listen.h"

typedef struct {
  int file, pause;  // milliseconds
  off_t size;
  const char *type;
} answer;

static const char nothing[] = "{\"status\":\"success\",\"data\":[]}\n";
static const char found[] =
    "{\"traces\":[{\"traceID\":\"6e696768746a61722d62656e63682d31\",\"rootServiceName\":\"service-00\","
    "\"rootTraceName\":\"GET /\",\"startTimeUnixNano\":\"1700000000000000000\",\"durationMs\":40000}]}\n";

static int send_all(int to, const char *bytes, size_t count) {
  while (count) {
    ssize_t sent = write(to, bytes, count);
    if (sent <= 0) return -1;
    bytes += sent;
    count -= (size_t)sent;
  }
  return 0;
}

static int head(int to, const char *type, off_t length) {
  char text[256];
  int count = snprintf(
      text, sizeof text, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %lld\r\n\r\n", type,
      (long long)length);
  return send_all(to, text, (size_t)count);
}

static int send_words(int to, const char *words) {
  return head(to, "application/json", (off_t)strlen(words)) || send_all(to, words, strlen(words)) ? -1 : 0;
}

static int send_file(int to, const answer *from) {
  usleep((useconds_t)from->pause * 1000);
  if (head(to, from->type, from->size)) return -1;
  for (off_t sent = 0; sent < from->size;) {
    if (sendfile(to, from->file, &sent, (size_t)(from->size - sent)) <= 0) return -1;
  }
  return 0;
}

// Reads a request and the body it announces; 0 when there is none any more.
static int request(int from, char *head, size_t room) {
  size_t got = 0;
  for (;;) {
    ssize_t count = read(from, head + got, room - 1 - got);
    if (count <= 0) return 0;
    got += (size_t)count;
    head[got] = 0;
    char *end = strstr(head, "\r\n\r\n");
    if (!end) continue;
    char *length = strcasestr(head, "\r\ncontent-length:");
    size_t whole = (size_t)(end + 4 - head) + (length && length < end ? strtoul(length + 17, NULL, 10) : 0);
    if (whole >= room) return 0;
    if (got >= whole) return 1;
  }
}

// Whether the request's first line asks for this.
static int asks(const char *head, const char *what) {
  const char *line_end = strstr(head, "\r\n"), *found = strstr(head, what);
  return found && found < line_end;
}

static void serve(int connection, const void *both) {
  const answer *json = ((const answer *const *)both)[0], *protobuf = ((const answer *const *)both)[1];
  static char request_head[65536];
  int one = 1, failed = 0;
  setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  while (!failed && request(connection, request_head, sizeof request_head)) {
    int accepts = protobuf->file >= 0 && strstr(request_head, "application/protobuf");
    if (asks(request_head, "/query_range") || asks(request_head, "/traces/"))
      failed = send_file(connection, accepts ? protobuf : json);
    else failed = send_words(connection, asks(request_head, "/api/search?") ? found : nothing);
  }
}

static answer open_answer(const char *path, const char *type, const char *pause) {
  struct stat about;
  answer result = {path ? open(path, O_RDONLY) : -1, pause ? atoi(pause) : 0, 0, type};
  if (path && (result.file < 0 || fstat(result.file, &about))) perror(path), exit(1);
  if (path) result.size = about.st_size;
  return result;
}

int main(int count, char **arguments) {
  if (count != 2 && count != 3 && count != 5)
    return fprintf(stderr, "usage: replay JSON [PROTOBUF [JSON-MS PROTOBUF-MS]]\n"), 2;
  answer json = open_answer(arguments[1], "application/json", count == 5 ? arguments[3] : NULL);
  answer protobuf =
      open_answer(count > 2 ? arguments[2] : NULL, "application/protobuf", count == 5 ? arguments[4] : NULL);
  int port, server = listen_on_loopback("replay", &port);
  if (server < 0) return 1;
  printf("%d\n", port);
  fflush(stdout);
  const answer *both[] = {&json, &protobuf};
  serve_all(server, serve, both);
}
