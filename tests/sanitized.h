/*
 * sanitized: is this program built with the address sanitizer? gcc says so in a macro, clang in a
 * feature. The sanitizer has its own malloc and asks for memory of its own, so what a test counts
 * or makes fail there says nothing about ours.
 */
#ifndef TESTS_SANITIZED_H
#define TESTS_SANITIZED_H

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#endif
