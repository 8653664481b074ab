// The plain transfer: asks 127.0.0.1:PORT for a range answer and reads it to its end into memory, as any
// client must; prints the bytes of the body.     receive PORT
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int count, char **arguments) {
  static const char ask[] = "GET /api/v1/query_range HTTP/1.1\r\nHost: replay\r\n\r\n";
  static char head[65536];
  if (count != 2) return fprintf(stderr, "usage: receive PORT\n"), 2;
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(arguments[1])),
      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int server = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(server, (struct sockaddr *)&address, sizeof address) || write(server, ask, sizeof ask - 1) < 0)
    return perror("receive"), 1;
  size_t got = 0;
  char *end = NULL;
  while (!end) {
    ssize_t bytes = read(server, head + got, sizeof head - 1 - got);
    if (bytes <= 0) return fprintf(stderr, "receive: no head\n"), 1;
    got += (size_t)bytes;
    end = strstr(head, "\r\n\r\n");
  }
  char *announced = strcasestr(head, "content-length:");
  size_t size = announced ? strtoul(announced + 15, NULL, 10) : 0, had = got - (size_t)(end + 4 - head);
  char *body = malloc(size + 1);
  if (!body || had > size) return fprintf(stderr, "receive: no length\n"), 1;
  memcpy(body, end + 4, had);
  while (had < size) {
    ssize_t bytes = read(server, body + had, size - had);
    if (bytes <= 0) return fprintf(stderr, "receive: cut off\n"), 1;
    had += (size_t)bytes;
  }
  printf("%zu\n", had);
  return 0;
}
