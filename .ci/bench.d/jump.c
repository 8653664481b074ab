// Runs a program under a pty of 120 by 36 and takes the same jump in it again and again; prints the median,
// the 90th percentile and the longest of the milliseconds from the key to the last byte of the screen that
// it leads to:
//   jump KEY THERE HERE COUNT PROGRAM ARGUMENTS...
// HERE is text that the program shows before the first KEY; THERE is text of the screen that the jump leads
// to, and of no other. Backspace leads back.
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

// The moment of the last byte of the frame that holds `text`; 0 when none comes within ten seconds.
static double shown(int terminal, const char *text) {
  static char bytes[1 << 20];
  size_t got = 0;
  int found = 0;
  double last = 0;
  struct pollfd ready = {terminal, POLLIN, 0};
  for (double end = now() + 10000; now() < end;) {
    // A frame comes in one piece.
    if (poll(&ready, 1, found ? 8 : 100) <= 0) {
      if (found) return last;
      continue;
    }
    ssize_t count = read(terminal, bytes + got, sizeof bytes - got);
    if (count <= 0) return 0;
    last = now();
    got += (size_t)count;
    found = found || memmem(bytes, got, text, strlen(text)) != NULL;
    if (got > sizeof bytes / 2) got = 0;
  }
  return 0;
}

static void swallow(int terminal, int milliseconds) {
  static char bytes[65536];
  struct pollfd ready = {terminal, POLLIN, 0};
  for (double end = now() + milliseconds; now() < end;)
    if (poll(&ready, 1, 20) > 0 && read(terminal, bytes, sizeof bytes) <= 0) return;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int count, char **arguments) {
  if (count < 6) return fprintf(stderr, "usage: jump KEY THERE HERE COUNT PROGRAM ARGUMENTS...\n"), 2;
  struct winsize size = {36, 120, 0, 0};
  int terminal, wanted = atoi(arguments[4]);
  double *spent = calloc((size_t)wanted + 1, sizeof *spent);
  pid_t child = forkpty(&terminal, NULL, NULL, &size);
  if (child < 0 || !spent) return perror("jump"), 1;
  if (child == 0) {
    execv(arguments[5], arguments + 5);
    _exit(127);
  }
  if (!shown(terminal, arguments[3])) return fprintf(stderr, "jump: %s was not shown\n", arguments[3]), 1;
  for (int taken = 0; taken < wanted; taken++) {
    swallow(terminal, 1000);
    double start = now();
    if (write(terminal, arguments[1], 1) != 1) return perror("jump"), 1;
    double end = shown(terminal, arguments[2]);
    if (!end) return fprintf(stderr, "jump: %s was not shown\n", arguments[2]), 1;
    spent[taken] = end - start;
    swallow(terminal, 500);
    if (write(terminal, "\x7f", 1) != 1) return perror("jump"), 1;
  }
  kill(child, SIGTERM);
  close(terminal);
  waitpid(child, NULL, 0);
  qsort(spent, (size_t)wanted, sizeof *spent, ascending);
  printf("%.1f %.1f %.1f\n", spent[wanted / 2], spent[wanted * 9 / 10], spent[wanted - 1]);
  return 0;
}
