// Answers every /api/v1/query_range with one file, and everything else with an empty success:
//   replay FILE
// Prints the port it listens on, on loopback, and serves until it is ended. A process a connection.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static const char nothing[] = "{\"status\":\"success\",\"data\":[]}\n";

static int send_all(int to, const char *bytes, size_t count) {
  while (count) {
    ssize_t sent = write(to, bytes, count);
    if (sent <= 0) return -1;
    bytes += sent;
    count -= (size_t)sent;
  }
  return 0;
}

static int answer(int to, int file, off_t size, int is_range) {
  char head[256];
  off_t length = is_range ? size : (off_t)sizeof nothing - 1;
  int count = snprintf(
      head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %lld\r\n\r\n",
      (long long)length);
  if (send_all(to, head, (size_t)count)) return -1;
  if (!is_range) return send_all(to, nothing, sizeof nothing - 1);
  for (off_t sent = 0; sent < size;) {
    if (sendfile(to, file, &sent, (size_t)(size - sent)) <= 0) return -1;
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

static void serve(int connection, int file, off_t size) {
  static char head[65536];
  int one = 1;
  setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  while (request(connection, head, sizeof head)) {
    char *line_end = strstr(head, "\r\n");
    char *range = strstr(head, "/query_range");
    if (answer(connection, file, size, range && range < line_end)) break;
  }
}

int main(int count, char **arguments) {
  if (count != 2) return fprintf(stderr, "usage: replay FILE\n"), 2;
  int file = open(arguments[1], O_RDONLY);
  struct stat about;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (file < 0 || fstat(file, &about) || bind(server, (struct sockaddr *)&address, length) ||
      listen(server, 16) || getsockname(server, (struct sockaddr *)&address, &length))
    return perror("replay"), 1;
  signal(SIGCHLD, SIG_IGN);
  signal(SIGPIPE, SIG_IGN);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  for (;;) {
    int connection = accept(server, NULL, NULL);
    if (connection < 0) continue;
    if (fork() == 0) {
      close(server);
      serve(connection, file, about.st_size);
      _exit(0);
    }
    close(connection);
  }
}
