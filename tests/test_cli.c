#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void version_names_the_program(void **state)
{
    (void)state;
    char command[512], line[256] = "";
    snprintf(command, sizeof command, "'%s' --version", getenv("GESPREK_PROGRAM"));
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    assert_non_null(fgets(line, sizeof line, pipe));
    assert_int_equal(pclose(pipe), 0);
    assert_int_equal(strncmp(line, "gesprek ", 8), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(version_names_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
