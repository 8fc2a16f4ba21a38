# Gesprek. The two commands to know: `make run` and `make test`; both install what is missing.
#
#   make              build/gesprek            make install   PREFIX=/usr/local, DESTDIR=
#   make STATIC=0     with the shared libraries of the machine, for packagers: updates reach it. Else
#                     they are put inside: it starts in two thirds of the time and a megabyte less,
#                     and make clean all brings updates in
#   make demo         try it with a made-up team, thrown away afterwards; make demo HR=1: as HR
#   make SAN=1 test   the tests with address, undefined-behaviour and leak sanitizers
#   make faults       the disk and memory fail at every moment of real use (20 minutes)
#   make lint         clang-tidy, cppcheck and the house rules
#   make soak         keys pressed at random for SECONDS= (60), with kills; SEED= does one again,
#                     VALGRIND=1 has it look on
#   make coverage     lines and branches the tests go through, by room
#   make analyze      gcc's static analyzer
#   make damage       MUTANTS= (20000) damaged files, none silently wrong; SEED= begins elsewhere
#   make fuzz         each reader of what comes from outside, fed by libFuzzer; SECONDS= for each
#   make browser      the report as a web page, looked at in a real browser
#   make bench        speed, as ratios to floors in the same run (tests/bench/README.md)
#   make first        which files run first, to be put together in the program (src/first)

PREFIX  ?= /usr/local
VERSION := 0.1.0

ifeq ($(origin CC),default)
CC := gcc
endif

# valgrind looks on at the memory of a shared library only.
ifdef VALGRIND
STATIC := 0
endif

# Libraries are inside the program, but not with sanitizers, fuzzers or coverage. Tests always use
# shared ones: they put themselves between the program and a library.
SHARED := $(if $(filter 0,$(STATIC))$(SAN)$(FUZZ)$(COVERAGE),yes)

# Every way of building has a folder of its own, so they never mix.
OUT := build$(if $(filter 0,$(STATIC)),/shared)$(if $(FUZZ),/fuzz)$(if $(SAN),/san)$(if $(findstring clang,$(CC)),/clang)$(if $(COVERAGE),/coverage)

# With sanitizers gcc loses sight of values and warns of texts that cannot be cut.
WARN  := -Wall -Wextra -Wpedantic -Wshadow -Wconversion $(if $(SAN),$(if $(findstring clang,$(CC)),,-Wno-format-truncation))
LIBS  := sqlite3 ncursesw yaml-0.1 libmd libsodium # what most names are looked up in first
READ   = -D_GNU_SOURCE -DGESPREK_VERSION='"$(VERSION)"' \
         -DGESPREK_DATADIR='"$(PREFIX)/share/gesprek"' -Iinclude
FLAGS  = -std=c17 $(READ) $(WARN) -MMD -MP \
         $(if $(FUZZ),-fsanitize=fuzzer-no-link) $(if $(COVERAGE),--coverage -DCOVERAGE) \
         $(if $(SAN),-O1 -g -fno-omit-frame-pointer -fsanitize=address$(,)undefined \
         -fno-sanitize-recover=undefined,$(if $(COVERAGE),-O0 -g -fPIE,-O2 -g \
         -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE)) \
         $(if $(WERROR),-Werror) $(shell pkg-config --cflags $(LIBS)) $(CFLAGS)
NEEDED = $(shell pkg-config --libs $(LIBS)) -lunistring -lcsv
MODE   = $(if $(SAN),-fsanitize=address$(,)undefined,-pie -Wl$(,)-z$(,)relro$(,)-z$(,)now) \
         $(if $(COVERAGE),--coverage)
LINK   = $(MODE) $(NEEDED) $(LDFLAGS)
,     := ,

# The archive of -lNAME where the compiler finds one, else -lNAME as it is; -lm is for SQLite's.
archive = $(or $(filter /%,$(shell $(CC) -print-file-name=lib$(1:-l%=%).a)),$(1))
INSIDE  = $(MODE) -Wl$(,)-z$(,)pack-relative-relocs \
          $(foreach name,$(NEEDED),$(if $(filter -l%,$(name)),$(call archive,$(name)),$(name))) -lm $(LDFLAGS)
# The same, and the C library too: nothing is left to be found and tied up when it starts.
WHOLE   = $(patsubst -pie,-static-pie,$(INSIDE))

SOURCES := $(sort $(wildcard src/*/*.c))
OBJECTS := $(SOURCES:src/%.c=$(OUT)/%.o) $(OUT)/catalogue_nl.o
TESTS   := $(sort $(patsubst tests/%.c,%,$(wildcard tests/test_*.c)))
FAULTS  := test_power test_disk test_memory
REFUSED := test_refused test_restore test_trouble test_trouble_hr test_place
CROWD   := fill_crowd crowd crowd_absence crowd_words
SUPPORT := $(sort $(filter-out $(TESTS:%=tests/%.c) tests/fill_crowd.c tests/refusal.c tests/attempts.c,$(wildcard tests/*.c)))

FUZZERS := guide regime bundle day csv privacy lineedit frame
TARGETS := $(sort $(filter-out tests/fuzz/fuzz_main.c,$(wildcard tests/fuzz/*.c)))

# What is done in a word; V=1 shows the commands.
SAY = @$(if $(V),:,printf '  %-8s %s\n')
DO  = $(if $(V),,@)

.PHONY: all po run test faults demo install lint clean bench first browser tests-built fuzz fuzzers \
  coverage analyze soak damage house cppcheck tidy
.SECONDARY:
.DELETE_ON_ERROR:

all: $(OUT)/gesprek

# What runs first stands together: a page that is needed brings its neighbours into memory. One that
# src/first does not name stands behind them; make first writes it anew.
FIRST = $(filter $(patsubst %,$(OUT)/%.o,$(shell cat src/first)),$(OBJECTS))

# When archives do not link, or the result does not start here (an older loader), fewer of them are
# inside, and then none.
LINKED = $(CC) -o $@ $< $(FIRST) $(OUT)/libgesprek.a
tried  = $(LINKED) $(1) $(if $(V),,2>/dev/null) && $@ version >/dev/null 2>&1
$(OUT)/gesprek: $(OUT)/main.o $(OUT)/libgesprek.a src/first
	$(SAY) link $@
	$(DO)$(if $(SHARED),,$(call tried,$(WHOLE)) || $(call tried,$(INSIDE)) ||) $(LINKED) $(LINK)

first: all $(OUT)/crowd
	@sh .ci/deps install valgrind
	@sh tests/bench/first.sh $(OUT) >$(OUT)/first && mv $(OUT)/first src/first

$(OUT)/libgesprek.a: $(OBJECTS)
	@rm -f $@
	$(DO)$(AR) rcs $@ $^

$(OUT)/%.o: src/%.c | $(OUT)/checked
	@mkdir -p $(@D)
	$(SAY) compile $<
	$(DO)$(CC) $(FLAGS) -c -o $@ $<

$(OUT)/tests/%.o: tests/%.c | $(OUT)/checked
	@mkdir -p $(@D)
	$(SAY) compile $<
	$(DO)$(CC) $(FLAGS) -Itests $(shell pkg-config --cflags cmocka vterm 2>&-) -c -o $@ $<

# A made-up organisation in a file, for the demo and the bench; it needs nothing that tests need.
$(OUT)/crowd: $(CROWD:%=$(OUT)/tests/%.o) $(OUT)/libgesprek.a
	$(SAY) link $@
	$(DO)$(CC) -o $@ $^ $(LINK)

# What tests share is an archive too, so a test links only the support it uses.
$(OUT)/libtests.a: $(SUPPORT:tests/%.c=$(OUT)/tests/%.o)
	@rm -f $@
	$(DO)$(AR) rcs $@ $^

# The calendar is written without help and read back by what calendar programs use.
$(OUT)/test_ics $(OUT)/test_naughty: TEST_LIBS := libical

$(OUT)/test_%: $(OUT)/tests/test_%.o $(OUT)/libtests.a $(OUT)/libgesprek.a
	$(SAY) link $@
	$(DO)$(CC) -o $@ $(filter %.o,$^) $(filter %fuzz.a,$^) $(filter-out %.o %fuzz.a,$^) \
	  $(shell pkg-config --libs cmocka vterm $(TEST_LIBS)) -lutil $(LINK)

# These have SQLite and the system refuse: in an archive that would come into every test.
$(REFUSED:%=$(OUT)/%): $(OUT)/tests/refusal.o
$(OUT)/test_trouble $(OUT)/test_trouble_hr: $(OUT)/tests/attempts.o

# What is fuzzed is an archive of its own: one program for each target, and one test for all.
$(OUT)/libfuzz.a: $(TARGETS:tests/%.c=$(OUT)/tests/%.o)
	@rm -f $@
	$(DO)$(AR) rcs $@ $^

$(OUT)/test_fuzz $(OUT)/test_hostile_guides: $(OUT)/libfuzz.a

$(FUZZERS:%=$(OUT)/tests/fuzz/main_%.o): $(OUT)/tests/fuzz/main_%.o: tests/fuzz/fuzz_main.c | $(OUT)/checked
	@mkdir -p $(@D)
	$(DO)$(CC) $(FLAGS) -DFUZZ_NAME=$* -c -o $@ $<

$(FUZZERS:%=$(OUT)/fuzz_%): $(OUT)/fuzz_%: $(OUT)/tests/fuzz/main_%.o $(OUT)/libfuzz.a \
  $(OUT)/libgesprek.a
	$(SAY) link $@
	$(DO)$(CC) -fsanitize=fuzzer -o $@ $^ $(LINK)

fuzzers: $(FUZZERS:%=$(OUT)/fuzz_%)

# The Dutch of every text, from the catalogue translators edit to a const table in the program.
$(OUT)/nl.mo: src/po/nl.po | $(OUT)/checked
	$(SAY) texts $<
	$(DO)msgfmt --check -o $@ $<

$(OUT)/catalogue_nl.c: $(OUT)/nl.mo
	@{ echo '#include <stddef.h>'; \
	   echo 'extern const unsigned char catalogue_nl[]; extern const size_t catalogue_nl_size;'; \
	   echo '_Alignas(4) const unsigned char catalogue_nl[] = {'; \
	   od -An -v -tx1 $< | sed 's/ \(..\)/0x\1,/g'; \
	   echo '}; const size_t catalogue_nl_size = sizeof catalogue_nl;'; } > $@

$(OUT)/catalogue_nl.o: $(OUT)/catalogue_nl.c
	$(DO)$(CC) $(FLAGS) -c -o $@ $<

# Says in one line what is missing before a compiler says it in a hundred.
$(OUT)/checked: .ci/deps
	@mkdir -p $(@D)
	@sh .ci/deps check build
	@touch $@

# Every text in the code; a test holds the catalogue against it.
$(OUT)/gesprek.pot: $(SOURCES) src/main.c | $(OUT)/checked
	@xgettext --from-code=UTF-8 --language=C --keyword=tr:2 --keyword=trn:3,4 --keyword=trc:2c,3 \
	  --keyword=err_set:2 --keyword=err_within:2 --keyword=cli_say:2 --keyword=cli_misuse:2 --keyword=cli_prompt:2 \
	  --keyword=lines_say:2 --keyword=N_ --no-location --sort-output --package-name=gesprek -o $@ \
	  $(SOURCES) src/main.c

# Brings the catalogue up to date with the texts in the code; new ones come in untranslated.
po: $(OUT)/gesprek.pot
	msgmerge --quiet --no-fuzzy-matching --no-location --sort-output --no-wrap \
	  $(if $(COMPENDIUM),$(patsubst %,-C %,$(COMPENDIUM))) -o $(OUT)/nl.po src/po/nl.po $(OUT)/gesprek.pot
	msgattrib --no-obsolete --no-wrap --sort-output --no-location $(OUT)/nl.po \
	  | sed '/^"POT-Creation-Date/d; /^"Report-Msgid/d' > $(OUT)/nl.new
	mv $(OUT)/nl.new src/po/nl.po

run:
	@sh .ci/deps install build
	@$(MAKE) --no-print-directory all
	@$(OUT)/gesprek

test:
	@sh .ci/deps install test
	@$(MAKE) --no-print-directory tests-built
	@sh tests/run.sh $(OUT) $(TESTS)

# `make test` tries a sample of these moments.
faults: $(OUT)/gesprek $(FAULTS:%=$(OUT)/%)
	@TEST_FAULTS=all sh tests/run.sh $(OUT) $(FAULTS)

tests-built: $(OUT)/gesprek $(OUT)/crowd $(TESTS:%=$(OUT)/%) \
  $(if $(shell command -v xgettext),$(OUT)/gesprek.pot)

demo: all $(if $(HR),$(OUT)/crowd)
	@sh tests/demo.sh $(OUT)/gesprek $(if $(HR),--hr $(OUT)/crowd)

# What can be seen of the code without running it. What was found clean is not looked at again until
# it, a header it reads, or what is looked for changes.
lint:
	@sh .ci/deps install lint
	@$(MAKE) --no-print-directory -k -j2 house cppcheck tidy && echo "lint: clean"

house:
	@sh tests/house.sh

LINT_FLAGS = $(READ) -Itests $(shell pkg-config --cflags ncursesw)

# ctuuninitvar: takes an address handed out for a value read.
# varFuncNullUB: NULL is a pointer wherever POSIX holds.
# It does not read cmocka.h, so it is told that fail_msg ends the test.
cppcheck:
	@mkdir -p build/lint/cppcheck
	$(SAY) cppcheck "src tests"
	$(DO)cppcheck --quiet --cppcheck-build-dir=build/lint/cppcheck --std=c11 --error-exitcode=1 \
	  --enable=warning,performance,portability --inline-suppr --suppress=ctuuninitvar \
	  --suppress=varFuncNullUB '-Dfail_msg(...)=abort()' $(LINT_FLAGS) -DNCURSES_WIDECHAR=1 src tests

# .clang-tidy and tests/.clang-tidy hold the checks, and why some are left out. On standard error it
# says no more than how much it left out.
LINTED := $(sort $(wildcard src/*.c src/*/*.c tests/*.c tests/*/*.c))
tidy: $(LINTED:%.c=build/lint/%.ok)

build/lint/%.ok: %.c .clang-tidy tests/.clang-tidy
	@mkdir -p $(@D)
	$(SAY) tidy $<
	$(DO)$(CC) $(LINT_FLAGS) -MM -MP -MT $@ -MF $(@:.ok=.d) $<
	$(DO)clang-tidy --quiet $< -- -std=c17 $(LINT_FLAGS) 2>/dev/null
	@touch $@

ifneq ($(filter tidy,$(MAKECMDGOALS)),)
-include $(LINTED:%.c=build/lint/%.d)
endif

$(OUT)/soak: $(OUT)/tests/soak/soak.o $(OUT)/libtests.a $(OUT)/libgesprek.a
	$(SAY) link $@
	$(DO)$(CC) -o $@ $^ $(shell pkg-config --libs cmocka vterm) -lutil $(LINK)

soak:
	@sh .ci/deps install test
	@$(MAKE) --no-print-directory all $(OUT)/soak $(OUT)/crowd
	@$(if $(VALGRIND),sh .ci/deps install valgrind)
	@$(if $(SAN),SANITIZED=1) VALGRIND=$(VALGRIND) sh tests/soak/run.sh $(OUT) $(or $(SECONDS),60) $(SEED)

# What the tests go through, by room: lines and branches. ONLY="test_day ..." for some of them. What
# is killed, or is no program of ours, counts nothing; of refused statements all are tried.
UNCOUNTED := test_killed test_power test_mutants test_hardened test_house test_manual
COUNTED    = $(or $(ONLY),$(filter-out $(UNCOUNTED),$(TESTS)))
coverage:
	@$(MAKE) --no-print-directory COVERAGE=1 $(if $(ONLY),$(ONLY:%=build/coverage/%) \
	  build/coverage/gesprek,tests-built)
	@find build/coverage -name '*.gcda' -delete
	@sh tests/run.sh build/coverage $(filter-out $(REFUSED),$(COUNTED)) >build/coverage/tests.log 2>&1; \
	  tail -1 build/coverage/tests.log
	@$(if $(filter $(REFUSED),$(COUNTED)),TEST_FAULTS=all sh tests/run.sh build/coverage $(filter $(REFUSED),$(COUNTED)))
	@sh tests/coverage.sh build/coverage

# What gcc finds by following each way through a function.
analyze:
	@printf '%s\n' $(SOURCES) src/main.c | xargs -n 1 -P 2 $(CC) $(FLAGS) -fanalyzer -O0 \
	  -U_FORTIFY_SOURCE -Werror -c -o /dev/null -MF /dev/null && echo "analyze: clean"

damage:
	@sh .ci/deps install test
	@$(MAKE) --no-print-directory all $(OUT)/test_mutants
	@GESPREK_MUTANTS=$(or $(MUTANTS),20000) GESPREK_SEED=$(or $(SEED),1) sh tests/run.sh $(OUT) test_mutants

fuzz:
	@CC=clang sh .ci/deps install fuzz
	@$(MAKE) --no-print-directory CC=clang FUZZ=1 SAN=1 fuzzers
	@sh tests/fuzz/run.sh build/fuzz/san/clang $(or $(SECONDS),60) $(or $(ONLY),$(FUZZERS))

browser: all
	@bash tests/browser.sh $(OUT)

bench: all $(OUT)/crowd
	@sh .ci/deps install bench || echo "bench: goes on without what is missing"
	@sh tests/bench/run.sh $(OUT)

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/gesprek/guides/nl \
	  $(DESTDIR)$(PREFIX)/share/gesprek/guides/en $(DESTDIR)$(PREFIX)/share/man/man1 \
	  $(DESTDIR)$(PREFIX)/share/man/nl/man1 \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions
	install -m 755 $(OUT)/gesprek $(DESTDIR)$(PREFIX)/bin/gesprek
	install -m 644 guides/nl/*.yaml $(DESTDIR)$(PREFIX)/share/gesprek/guides/nl/
	install -m 644 guides/en/*.yaml $(DESTDIR)$(PREFIX)/share/gesprek/guides/en/
	install -m 644 src/gesprek.1 $(DESTDIR)$(PREFIX)/share/man/man1/gesprek.1
	install -m 644 src/gesprek.nl.1 $(DESTDIR)$(PREFIX)/share/man/nl/man1/gesprek.1
	install -m 644 src/gesprek.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/gesprek
	install -m 644 src/gesprek.zsh $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_gesprek

clean:
	rm -rf build

-include $(OBJECTS:.o=.d) $(OUT)/main.d $(wildcard $(OUT)/tests/*.d) $(wildcard $(OUT)/tests/*/*.d)
