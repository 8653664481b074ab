// The yardstick: ncurses with nothing on the screen.
#include <locale.h>
#include <ncurses.h>
int main(void) {
  setlocale(LC_ALL, "");
  initscr();
  refresh();
  getch();
  endwin();
  return 0;
}
