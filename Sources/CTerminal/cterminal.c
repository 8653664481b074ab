#define _GNU_SOURCE
#include "cterminal.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

// Paste and mouse off, cursor keys and keypad normal, plain colours, cursor shown, main screen.
static const char reset_sequence[] =
    "\033[?2004l\033[?1006l\033[?1000l\033[?1l\033>\033[0m\033[?25h\033[?1049l\r";

static const int caught[] = {SIGWINCH, SIGTERM, SIGINT, SIGHUP, SIGTSTP, SIGCONT};
static const int crashes[] = {SIGSEGV, SIGABRT, SIGILL, SIGBUS, SIGFPE, SIGTRAP};
enum {
  CAUGHT = sizeof caught / sizeof *caught,
  CRASHES = sizeof crashes / sizeof *crashes,
  CRASH_STACK = 64 * 1024
};

static struct {
  _Atomic uint32_t signals;
  _Atomic int active;
  _Atomic int gone;
  int wake_fd;
  int errors;       // the real standard error, while it is kept
  int kept_errors;  // an unnamed file that stands in for it
  bool is_open;
  struct termios modes;
  struct sigaction before[CAUGHT + CRASHES + 1];
  unsigned char crash_stack[CRASH_STACK];
} state = {.wake_fd = -1, .errors = -1, .kept_errors = -1};

static void write_all(int fd, const void *bytes, size_t count) {
  const char *next = bytes;
  while (count > 0) {
    ssize_t written = write(fd, next, count);
    if (written < 0 && errno == EINTR && !atomic_load(&state.gone)) continue;
    if (written <= 0) return;
    next += written;
    count -= (size_t)written;
  }
}

// Everything from here to `on_crash` may run in signal handlers: only poll, write, dup2, pread, close
// and tcsetattr.

// False when the terminal is gone or takes nothing more: then nothing must be written, or the process
// would hang on its way out. A SIGHUP sent by hand leaves the terminal there.
static bool is_reachable(void) {
  struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
  return !atomic_load(&state.gone) && poll(&output, 1, 0) == 1 && output.revents == POLLOUT;
}


static void show_kept_errors(void) {
  if (state.errors < 0) return;
  dup2(state.errors, STDERR_FILENO);
  if (is_reachable()) {
    char part[1024];
    off_t at = 0;
    ssize_t count;
    while ((count = pread(state.kept_errors, part, sizeof part, at)) > 0) {
      write_all(STDERR_FILENO, part, (size_t)count);
      at += count;
    }
  }
  close(state.errors);
  close(state.kept_errors);
  state.errors = state.kept_errors = -1;
}

static void give_back(void) {
  if (atomic_exchange(&state.active, 0)) {
    if (is_reachable()) write_all(STDOUT_FILENO, reset_sequence, sizeof reset_sequence - 1);
    tcsetattr(STDIN_FILENO, TCSANOW, &state.modes);
  }
  show_kept_errors();
}

static void on_signal(int number) {
  int saved = errno;
  uint32_t bit = 0;
  switch (number) {
    case SIGWINCH: bit = CTERMINAL_RESIZED; break;
    case SIGTERM:
    case SIGINT: bit = CTERMINAL_TERMINATE; break;
    case SIGHUP: bit = CTERMINAL_HANGUP; break;
    case SIGTSTP: bit = CTERMINAL_STOP; break;
    case SIGCONT: bit = CTERMINAL_CONTINUED; break;
  }
  atomic_fetch_or(&state.signals, bit);
  cterminal_wake(state.wake_fd);
  errno = saved;
}

static void on_crash(int number) {
  give_back();
  raise(number);  // SA_RESETHAND: now with the default action
}

static void at_exit(void) {
  if (state.is_open) give_back();
}

static void catch_signals(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  for (int i = 0; i < CAUGHT; i++) sigaction(caught[i], &action, &state.before[i]);
  action.sa_handler = on_crash;
  action.sa_flags = SA_ONSTACK | SA_RESETHAND | SA_NODEFER;
  for (int i = 0; i < CRASHES; i++) sigaction(crashes[i], &action, &state.before[CAUGHT + i]);
  action.sa_handler = SIG_IGN;
  action.sa_flags = 0;
  sigaction(SIGPIPE, &action, &state.before[CAUGHT + CRASHES]);
}

// Text on the screen's back would be lost with the alternate screen, a crash's last words included.
static void keep_errors(void) {
  if (!isatty(STDERR_FILENO)) return;
  int kept = memfd_create("errors", MFD_CLOEXEC);
  if (kept < 0) return;
  state.errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (state.errors < 0) {
    close(kept);
    return;
  }
  state.kept_errors = kept;
  dup2(kept, STDERR_FILENO);
}

bool cterminal_open(int wake_fd) {
  static bool registered;
  if (state.is_open || tcgetattr(STDIN_FILENO, &state.modes) != 0) return false;
  atomic_store(&state.signals, 0);
  atomic_store(&state.gone, 0);
  state.wake_fd = wake_fd;
  stack_t stack = {.ss_sp = state.crash_stack, .ss_size = CRASH_STACK};
  sigaltstack(&stack, NULL);
  catch_signals();
  keep_errors();
  if (!registered) registered = atexit(at_exit) == 0;
  state.is_open = true;
  return true;
}

void cterminal_set_active(bool active) { atomic_store(&state.active, active); }

void cterminal_abandon(void) { atomic_store(&state.gone, 1); }

void cterminal_close(void) {
  if (!state.is_open) return;
  give_back();
  for (int i = 0; i < CAUGHT; i++) sigaction(caught[i], &state.before[i], NULL);
  for (int i = 0; i < CRASHES; i++) sigaction(crashes[i], &state.before[CAUGHT + i], NULL);
  sigaction(SIGPIPE, &state.before[CAUGHT + CRASHES], NULL);
  state.wake_fd = -1;
  state.is_open = false;
}

uint32_t cterminal_take_signals(void) { return atomic_exchange(&state.signals, 0); }

// SIGSTOP to the own process, not `kill(0, …)`: with threads that lets the caller run on a while.
void cterminal_stop(void) { raise(SIGSTOP); }

int cterminal_new_wake(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

void cterminal_close_wake(int fd) { close(fd); }

void cterminal_wake(int fd) {
  uint64_t one = 1;
  if (fd >= 0 && write(fd, &one, sizeof one) < 0) return;  // full: a wake is waiting already
}

void cterminal_drain(int fd) {
  uint64_t count;
  if (read(fd, &count, sizeof count) < 0) return;
}

uint32_t cterminal_poll(int input, int wake, int output, int milliseconds) {
  struct pollfd files[] = {
      {.fd = wake, .events = POLLIN}, {.fd = input, .events = POLLIN}, {.fd = output, .events = POLLOUT}};
  if (poll(files, 3, milliseconds) <= 0) return 0;
  uint32_t found = 0;
  if (files[0].revents & POLLIN) found |= CTERMINAL_WOKEN;
  if (files[1].revents & POLLIN) found |= CTERMINAL_INPUT;
  if (files[2].revents & POLLOUT) found |= CTERMINAL_WRITABLE;
  if ((files[1].revents | files[2].revents) & (POLLHUP | POLLERR | POLLNVAL)) found |= CTERMINAL_GONE;
  return found;
}

bool cterminal_is_terminal(void) { return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO); }

bool cterminal_size(int *columns, int *rows) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return true;
}

long cterminal_read(uint8_t *bytes, size_t capacity) {
  ssize_t count = read(STDIN_FILENO, bytes, capacity);
  if (count >= 0) return count;
  return errno == EINTR || errno == EAGAIN ? -1 : 0;
}

void cterminal_write(const uint8_t *bytes, size_t count) {
  if (!atomic_load(&state.gone)) write_all(STDOUT_FILENO, bytes, count);
}

long cterminal_read_file(const char *path, uint8_t *bytes, size_t capacity) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  size_t length = 0;
  ssize_t count = 0;
  while (length < capacity && (count = read(fd, bytes + length, capacity - length)) > 0) length += (size_t)count;
  close(fd);
  return count < 0 || length == capacity ? -1 : (long)length;
}

bool cterminal_use_utf8(void) {
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return true;
  return setlocale(LC_CTYPE, "C.UTF-8") != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

int cterminal_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

int64_t cterminal_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
