// The process's hold on its terminal: signals, modes, and giving the terminal back whatever happens.
// A process has one terminal and its signal handlers have no arguments, so this part has state.
#ifndef NIGHTJAR_CTERMINAL_H
#define NIGHTJAR_CTERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  CTERMINAL_RESIZED = 1,
  CTERMINAL_TERMINATE = 2,
  CTERMINAL_HANGUP = 4,
  CTERMINAL_STOP = 8,
  CTERMINAL_CONTINUED = 16
};

/// Remembers the modes of the terminal on standard input, catches the signals that concern it and
/// crashes, and keeps what is written to standard error until the terminal is given back. Caught
/// signals are written to `wake_fd`, an eventfd.
bool cterminal_open(int wake_fd);
/// The screen is ncurses' from now on: a crash must reset it. False: it is the shell's.
void cterminal_set_active(bool active);
/// The terminal is gone; nothing is written to it any more.
void cterminal_abandon(void);
/// Ends what `cterminal_open` began; shows what was written to standard error meanwhile.
void cterminal_close(void);
/// Signals caught since the last call, as bits.
uint32_t cterminal_take_signals(void);
/// Stops the process until SIGCONT.
void cterminal_stop(void);

/// An eventfd that never blocks, or -1.
int cterminal_new_wake(void);
void cterminal_close_wake(int fd);
void cterminal_wake(int fd);
void cterminal_drain(int fd);

enum {
  CTERMINAL_INPUT = 1, CTERMINAL_WOKEN = 2, CTERMINAL_WRITABLE = 4, CTERMINAL_GONE = 8
};
/// Waits for input, a wake or (when asked) room to write; milliseconds, -1 for ever.
/// `input` -1 waits for the wake only.
uint32_t cterminal_poll(int input, int wake, int output, int milliseconds);

bool cterminal_is_terminal(void);
bool cterminal_size(int *columns, int *rows);
/// Reads what is there; -1 when nothing is, 0 at the end of the file or when the terminal is gone.
long cterminal_read(uint8_t *bytes, size_t capacity);
void cterminal_write(const uint8_t *bytes, size_t count);
/// A file's bytes; -1 when it cannot be read whole.
long cterminal_read_file(const char *path, uint8_t *bytes, size_t capacity);

/// Lets the C library know the characters of UTF-8, whatever the environment says.
bool cterminal_use_utf8(void);
/// Columns of a scalar as the C library and ncurses count them; -1 when unknown or a control.
int cterminal_width(uint32_t scalar);
int64_t cterminal_milliseconds(void);

#endif
