// A server on loopback, for the programs here that stand in for one: each connection in a process of its own.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

// Listens on a free port; -1 when that fails, after saying so in the program's name.
static int listen_on_loopback(const char *program, int *port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind(server, (struct sockaddr *)&address, length) || listen(server, 16) ||
      getsockname(server, (struct sockaddr *)&address, &length))
    return perror(program), -1;
  signal(SIGCHLD, SIG_IGN);
  signal(SIGPIPE, SIG_IGN);
  *port = ntohs(address.sin_port);
  return server;
}

// Until it is ended.
static void serve_all(int server, void (*serve)(int connection, const void *context), const void *context) {
  for (;;) {
    int connection = accept(server, NULL, NULL);
    if (connection < 0) continue;
    if (fork() == 0) {
      close(server);
      serve(connection, context);
      _exit(0);
    }
    close(connection);
  }
}
