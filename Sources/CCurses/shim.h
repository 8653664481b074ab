// What Swift cannot see of ncurses: macros, variadics, and globals its concurrency checks refuse.
// Everything here belongs to the main thread.
#ifndef NIGHTJAR_CCURSES_SHIM_H
#define NIGHTJAR_CCURSES_SHIM_H

#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#include <ncurses.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <term.h>
#include <wchar.h>

enum { CURSES_BOLD = 1, CURSES_UNDERLINE = 2, CURSES_REVERSE = 4 };

/// Starts ncurses on standard input and output; NULL when `term` is not in the database.
static inline SCREEN *curses_start(const char *term) {
  SCREEN *screen = newterm(term, stdout, stdin);
  if (screen == NULL) return NULL;
  set_term(screen);
  raw();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  leaveok(stdscr, FALSE);
  scrollok(stdscr, FALSE);
  return screen;
}

/// Colours the terminal can show after `start_color`; 0 without colour.
static inline int curses_start_color(void) {
  if (!has_colors() || start_color() == ERR) return 0;
  use_default_colors();
  return COLORS;
}

/// Puts one glyph (a base, then marks of no width) at a cell.
static inline void curses_put(
    int y, int x, const uint32_t *scalars, int count, unsigned style, int pair) {
  wchar_t text[CCHARW_MAX + 1];
  int length = count < CCHARW_MAX ? count : CCHARW_MAX;
  for (int i = 0; i < length; i++) text[i] = (wchar_t)scalars[i];
  text[length] = 0;
  attr_t attributes = A_NORMAL;
  if (style & CURSES_BOLD) attributes |= A_BOLD;
  if (style & CURSES_UNDERLINE) attributes |= A_UNDERLINE;
  if (style & CURSES_REVERSE) attributes |= A_REVERSE;
  cchar_t cell;
  if (setcchar(&cell, text, attributes, 0, &pair) == OK) mvadd_wchnstr(y, x, &cell, 1);
}

/// Makes ready what `doupdate` writes, the cursor at a cell or hidden when `y` is negative.
static inline void curses_stage(int y, int x) {
  if (y >= 0) {
    curs_set(1);
    move(y, x);
  } else {
    curs_set(0);
  }
  wnoutrefresh(stdscr);
}

/// Forgets what stands on the terminal, so that the next update writes everything.
static inline void curses_forget(void) {
  clearok(curscr, TRUE);
}

/// The terminal's own sequence for a key such as `kcuu1`, or NULL.
static inline const char *curses_key_sequence(const char *capability) {
  const char *sequence = tigetstr(capability);
  return sequence == (const char *)-1 ? NULL : sequence;
}

#endif
