# A room is a folder: one static library, one namespace, a known list of rooms it may lean on.

add_library(greenlight_options INTERFACE)
target_include_directories(greenlight_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(greenlight_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror
    # g++ 12 sees uninitialised members inside empty std::optionals that are moved; the static
    # analyser of clang-tidy looks for the real ones.
    $<$<CXX_COMPILER_ID:GNU>:-Wno-missing-field-initializers;-Wno-maybe-uninitialized>
    # clang++ compiles for the fuzzer only; what it minds beyond g++ is for clang-tidy to say.
    $<$<CXX_COMPILER_ID:Clang>:-w>)
if(GREENLIGHT_SANITIZE)
    target_compile_options(greenlight_options INTERFACE
        -fsanitize=${GREENLIGHT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(greenlight_options INTERFACE -fsanitize=${GREENLIGHT_SANITIZE})
endif()

if(GREENLIGHT_FUZZ)
    target_compile_options(greenlight_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# greenlight_room(probe SOURCES a.cpp b.cpp ROOMS base LIBRARIES PkgConfig::LIBUSB)
# makes the library greenlight_probe, also known as greenlight::probe. ALONE names those of its
# sources that a joined build compiles by themselves, because another source uses one of their
# private names for something else.
function(greenlight_room name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;ALONE;ROOMS;LIBRARIES;PRIVATE_LIBRARIES" ${ARGN})
    add_library(greenlight_${name} STATIC ${ROOM_SOURCES})
    add_library(greenlight::${name} ALIAS greenlight_${name})
    list(TRANSFORM ROOM_ROOMS PREPEND greenlight::)
    target_link_libraries(greenlight_${name}
        PUBLIC greenlight_options Threads::Threads ${ROOM_ROOMS} ${ROOM_LIBRARIES}
        PRIVATE ${ROOM_PRIVATE_LIBRARIES})
    set_target_properties(greenlight_${name} PROPERTIES UNITY_BUILD ${GREENLIGHT_JOINED})
    set_source_files_properties(${ROOM_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# Everything that the thread sanitizer has to see.
add_custom_target(threads)

# Tests wait for what they drive, which is compiled as it ships; themselves they are compiled quickly.
# Their expectations are templates out of two large headers, which are read once for all of them.
# At -O1 g++ 12 sees strings joined to literals overrun (GCC bug 105329); the product is not built so.
set(GREENLIGHT_TEST_OPTIONS
    $<$<CXX_COMPILER_ID:GNU>:-O1;-g1;-fpch-preprocess;-Wno-array-bounds;-Wno-restrict;-Wno-stringop-overflow>)
function(greenlight_test_headers)
    # A program like those that use it: the compiler refuses headers read for another kind of code.
    file(CONFIGURE OUTPUT test_headers.cpp CONTENT "int main() {}\n")
    add_executable(test_headers ${CMAKE_CURRENT_BINARY_DIR}/test_headers.cpp)
    target_link_libraries(test_headers PRIVATE greenlight_options GTest::gmock GTest::gtest Threads::Threads)
    target_compile_options(test_headers PRIVATE ${GREENLIGHT_TEST_OPTIONS})
    target_precompile_headers(test_headers PRIVATE
        <gmock/gmock.h> <gtest/gtest.h> <array> <chrono> <functional> <memory> <optional> <span> <string> <vector>)
endfunction()

# greenlight_test(probe SOURCES a_test.cpp ROOMS probe sim) makes the program test_probe and
# registers each of its tests with CTest; or the program as one test where starting it hundreds of
# times costs more than the tests do. QT: it is compiled as Qt wants it, which the shared headers are
# not. The label `threads` adds it to the target of that name.
function(greenlight_test name)
    cmake_parse_arguments(TEST "QT" "TIMEOUT" "SOURCES;ROOMS;LIBRARIES;PROPERTIES" ${ARGN})
    if(NOT TEST_TIMEOUT)
        set(TEST_TIMEOUT 120)
    endif()
    add_executable(test_${name} ${TEST_SOURCES})
    target_link_libraries(test_${name} PRIVATE greenlight_options GTest::gmock GTest::gtest_main ${TEST_LIBRARIES})
    target_compile_options(test_${name} PRIVATE ${GREENLIGHT_TEST_OPTIONS})
    if(NOT TEST_QT)
        target_precompile_headers(test_${name} REUSE_FROM test_headers)
    endif()
    foreach(room IN LISTS TEST_ROOMS)
        target_link_libraries(test_${name} PRIVATE greenlight::${room})
    endforeach()
    if("threads" IN_LIST TEST_PROPERTIES)
        add_dependencies(threads test_${name})
    endif()
    if(GREENLIGHT_TEST_PROGRAMS)
        add_test(NAME ${name} COMMAND test_${name} --gtest_brief=1)
        set_tests_properties(${name} PROPERTIES TIMEOUT 900 ${TEST_PROPERTIES})
    else()
        gtest_discover_tests(test_${name} TEST_PREFIX ${name}. DISCOVERY_MODE PRE_TEST
            PROPERTIES TIMEOUT ${TEST_TIMEOUT} ${TEST_PROPERTIES})
    endif()
endfunction()
