// Runs a program under a pty, and prints the milliseconds from its start to the last byte of its
// first frame.     first PROGRAM ARGUMENTS...
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}
int main(int count, char **arguments) {
  struct winsize size = {36, 120, 0, 0};
  int terminal;
  double start = now(), shown = 0;
  pid_t child = forkpty(&terminal, NULL, NULL, &size);
  if (count < 2 || child < 0) return 2;
  if (child == 0) { execv(arguments[1], arguments + 1); _exit(127); }
  char bytes[65536];
  struct pollfd ready = {terminal, POLLIN, 0};
  // The frame is whole when nothing more comes for 20 ms; the time is that of its last byte.
  while (poll(&ready, 1, shown ? 20 : 20000) > 0) {
    ssize_t got = read(terminal, bytes, sizeof bytes);
    if (got <= 0) break;
    shown = now();
  }
  printf("%.2f\n", shown - start);
  kill(child, SIGTERM);
  close(terminal);
  waitpid(child, NULL, 0);
  return 0;
}
