#include <stdio.h>

int main(void)
{
    puts("gesprek " GESPREK_VERSION);
    return 0;
}
