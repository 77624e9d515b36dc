# A room is a folder: one static library, one namespace, a known list of rooms it may lean on.

add_library(greenlight_options INTERFACE)
target_include_directories(greenlight_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(greenlight_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror
    # g++ 12 sees uninitialised members inside empty std::optionals that are moved; the static
    # analyser of clang-tidy looks for the real ones.
    $<$<CXX_COMPILER_ID:GNU>:-Wno-missing-field-initializers;-Wno-maybe-uninitialized>
    $<$<CXX_COMPILER_ID:Clang>:-Wno-missing-field-initializers>)
if(GREENLIGHT_SANITIZE)
    target_compile_options(greenlight_options INTERFACE
        -fsanitize=${GREENLIGHT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(greenlight_options INTERFACE -fsanitize=${GREENLIGHT_SANITIZE})
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

# greenlight_test(probe SOURCES a_test.cpp ROOMS probe sim) makes the program test_probe and
# registers each of its tests with CTest; or the program as one test where starting it hundreds of
# times costs more than the tests do. The label `threads` adds it to the target of that name.
function(greenlight_test name)
    cmake_parse_arguments(TEST "" "TIMEOUT" "SOURCES;ROOMS;LIBRARIES;PROPERTIES" ${ARGN})
    if(NOT TEST_TIMEOUT)
        set(TEST_TIMEOUT 120)
    endif()
    add_executable(test_${name} ${TEST_SOURCES})
    target_link_libraries(test_${name} PRIVATE greenlight_options GTest::gmock GTest::gtest_main ${TEST_LIBRARIES})
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
