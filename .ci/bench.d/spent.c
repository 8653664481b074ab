// Runs a command with its standard output thrown away and prints what it took, in milliseconds and
// megabytes: wall, processor (user and system), peak resident memory.     spent COMMAND...
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(int count, char **arguments) {
  if (count < 2) return fprintf(stderr, "usage: spent COMMAND...\n"), 2;
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  pid_t child = fork();
  if (child < 0) return perror("spent"), 1;
  if (child == 0) {
    int null = open("/dev/null", O_WRONLY);
    if (null < 0 || dup2(null, STDOUT_FILENO) < 0) _exit(126);
    execvp(arguments[1], arguments + 1);
    _exit(127);
  }
  int status;
  struct rusage used;
  if (wait4(child, &status, 0, &used) < 0) return perror("spent"), 1;
  clock_gettime(CLOCK_MONOTONIC, &end);
  double wall = (double)(end.tv_sec - start.tv_sec) * 1e3 + (double)(end.tv_nsec - start.tv_nsec) / 1e6;
  double processor = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
                     (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
  printf("%.1f %.1f %.1f\n", wall, processor, (double)used.ru_maxrss / 1024);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
