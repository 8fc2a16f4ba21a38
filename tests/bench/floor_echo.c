/* echo: what the terminal itself takes: no library, what comes is written back. */
#include <termios.h>
#include <unistd.h>

int main(void)
{
    char block[65536];
    struct termios modes;
    tcgetattr(0, &modes);
    cfmakeraw(&modes);
    tcsetattr(0, TCSANOW, &modes);
    if (write(1, "?", 1) != 1) /* here it is */
        return 1;
    for (ssize_t n; (n = read(0, block, sizeof block)) > 0;)
        if (write(1, block, (size_t)n) != n)
            return 1;
    return 0;
}
