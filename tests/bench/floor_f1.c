/* F1: curses alone. F1-box ("box" as argument): the same with a text field. */
#include <string.h>

#include "floor.h"

int main(int argc, char **argv)
{
    return floor_run(argc > 1 && strcmp(argv[1], "box") == 0);
}
