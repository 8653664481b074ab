// Runs a program under a pty of 120 by 36, opens something in it and presses keys there; prints how many
// were painted, and the median, the 99th percentile and the longest of the milliseconds from a key to the
// last byte of what it changed on the screen:
//   keys OPEN WAIT-MS KEYS COUNT PROGRAM ARGUMENTS...
// OPEN is typed first, a second for each byte; then WAIT-MS pass. KEYS are pressed in turn, COUNT in all, one after
// the other is painted; in it d u D U H G stand for Down, Up, Page Down, Page Up, Home and End, the rest
// for themselves. A key that paints nothing is not counted.
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

// The moment of the last byte before a silence of `quiet` milliseconds; 0 when none comes within `first`.
static double last_byte(int terminal, int first, int quiet) {
  static char bytes[65536];
  struct pollfd ready = {terminal, POLLIN, 0};
  double shown = 0;
  while (poll(&ready, 1, shown ? quiet : first) > 0) {
    if (read(terminal, bytes, sizeof bytes) <= 0) break;
    shown = now();
  }
  return shown;
}

static void swallow(int terminal, int milliseconds) {
  for (double end = now() + milliseconds; now() < end;) last_byte(terminal, 20, 20);
}

static const char *sequence(const char *key) {
  switch (*key) {
  case 'd': return "\x1bOB";
  case 'u': return "\x1bOA";
  case 'D': return "\x1b[6~";
  case 'U': return "\x1b[5~";
  case 'H': return "\x1bOH";
  case 'G': return "\x1bOF";
  default: return NULL;
  }
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int count, char **arguments) {
  if (count < 6) return fprintf(stderr, "usage: keys OPEN WAIT-MS KEYS COUNT PROGRAM ARGUMENTS...\n"), 2;
  struct winsize size = {36, 120, 0, 0};
  int terminal, wanted = atoi(arguments[4]), painted = 0;
  const char *keys = arguments[3];
  double *spent = calloc((size_t)wanted + 1, sizeof *spent);
  pid_t child = forkpty(&terminal, NULL, NULL, &size);
  if (child < 0 || !spent) return perror("keys"), 1;
  if (child == 0) {
    execv(arguments[5], arguments + 5);
    _exit(127);
  }
  swallow(terminal, 1000);
  for (const char *key = arguments[1]; *key; key++) {
    if (write(terminal, key, 1) != 1) return perror("keys"), 1;
    swallow(terminal, 1000);
  }
  swallow(terminal, atoi(arguments[2]));
  for (int pressed = 0; pressed < wanted; pressed++) {
    const char *key = keys + pressed % (int)strlen(keys), *bytes = sequence(key);
    size_t length = bytes ? strlen(bytes) : 1;
    double start = now();
    if (write(terminal, bytes ? bytes : key, length) != (ssize_t)length) return perror("keys"), 1;
    // A frame comes in one piece; a longer silence would let the clock's next second in.
    double shown = last_byte(terminal, 300, 8);
    if (shown) spent[painted++] = shown - start;
    // The console draws at most thirty times a second; a person does not wait for that.
    swallow(terminal, 60);
  }
  kill(child, SIGTERM);
  close(terminal);
  waitpid(child, NULL, 0);
  if (!painted) return fprintf(stderr, "keys: nothing was painted\n"), 1;
  qsort(spent, (size_t)painted, sizeof *spent, ascending);
  printf("%d %.2f %.2f %.2f\n", painted, spent[painted / 2], spent[painted * 99 / 100], spent[painted - 1]);
  return 0;
}
