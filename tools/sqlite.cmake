# SQLite, compiled in as the library sqlite_compiled_in.
#
# 3.7.0 to 3.51.2 can damage a database when another connection commits while one checkpoint follows another, and Debian 12
# and 13 have 3.40 and 3.46. The sources come from an archive of the npm registry of a fixed checksum (npm's better-sqlite3
# carries SQLite's amalgamation), once, into build/; where they cannot be had, the system's SQLite serves if it is new enough.

set(BAJIN_SQLITE "" CACHE PATH "Folder of the sqlite3.c and sqlite3.h to compile in; empty: those of tools/sqlite.cmake, fetched into build/")
set(bajin_sqlite_least 3.51.3)
set(bajin_sqlite_package 13.2.0) # has SQLite 3.54.1
set(bajin_sqlite_sha512
  67c43ff71fee3722b1035bf814da1dc88b51551c354de281ae68f7d89871851d1c78d70163ec0ca1bb7f06fecced3cf03c05e39d946d35a12c0139d465229665)

# Fetches the sources into `folder`; what hindered it is in `problem`, empty when they are there.
function(bajin_fetch_sqlite folder problem)
  set(${problem} "" PARENT_SCOPE)
  if(EXISTS ${folder}/sqlite3.c)
    return()
  endif()
  set(registry $ENV{npm_config_registry})
  if(NOT registry)
    set(registry https://registry.npmjs.org)
  endif()
  string(REGEX REPLACE "/+$" "" registry "${registry}")
  set(url ${registry}/better-sqlite3/-/better-sqlite3-${bajin_sqlite_package}.tgz)
  set(part ${folder}.part)
  file(REMOVE_RECURSE ${part})
  foreach(attempt RANGE 1 3)
    file(DOWNLOAD ${url} ${part}/package.tgz STATUS status INACTIVITY_TIMEOUT 60)
    list(GET status 0 code)
    if(code EQUAL 0)
      break()
    endif()
  endforeach()
  if(NOT code EQUAL 0)
    list(GET status 1 reason)
    set(${problem} "cannot fetch ${url}: ${reason}" PARENT_SCOPE)
    return()
  endif()
  file(SHA512 ${part}/package.tgz found)
  if(NOT found STREQUAL bajin_sqlite_sha512)
    set(${problem} "${url} is not the archive expected (its SHA-512 is ${found})" PARENT_SCOPE)
    return()
  endif()
  file(ARCHIVE_EXTRACT INPUT ${part}/package.tgz DESTINATION ${part} PATTERNS package/deps/sqlite3/*)
  file(REMOVE_RECURSE ${folder})
  file(RENAME ${part}/package/deps/sqlite3 ${folder})
  file(REMOVE_RECURSE ${part})
endfunction()

set(bajin_sqlite_folder ${BAJIN_SQLITE})
set(bajin_sqlite_problem "")
if(NOT bajin_sqlite_folder)
  set(bajin_sqlite_folder ${CMAKE_CURRENT_SOURCE_DIR}/build/sqlite-${bajin_sqlite_package})
  bajin_fetch_sqlite(${bajin_sqlite_folder} bajin_sqlite_problem)
endif()

if(bajin_sqlite_problem)
  find_package(SQLite3 ${bajin_sqlite_least})
  if(NOT SQLite3_FOUND)
    message(FATAL_ERROR "SQLite: ${bajin_sqlite_problem}. The system has none of ${bajin_sqlite_least} or newer either. "
      "Set npm_config_registry to a registry that answers here, or unpack the amalgamation of sqlite.org and give its folder: "
      "cmake -DBAJIN_SQLITE=FOLDER …")
  endif()
  message(STATUS "SQLite: ${bajin_sqlite_problem}; the system's ${SQLite3_VERSION} is new enough")
  add_library(sqlite_compiled_in INTERFACE)
  target_link_libraries(sqlite_compiled_in INTERFACE SQLite::SQLite3)
  return()
endif()

add_library(sqlite_compiled_in STATIC ${bajin_sqlite_folder}/sqlite3.c)
target_include_directories(sqlite_compiled_in SYSTEM PUBLIC ${bajin_sqlite_folder})
target_compile_options(sqlite_compiled_in PRIVATE -O2 -g0 -w)
target_compile_definitions(sqlite_compiled_in PRIVATE
  SQLITE_THREADSAFE=2               # a connection is one thread's
  SQLITE_SECURE_DELETE              # what was redacted is overwritten, in the file and its copies
  SQLITE_DQS=0                      # a wrong column name is an error, not a text
  SQLITE_DEFAULT_WAL_SYNCHRONOUS=2  # FULL
  SQLITE_LIKE_DOESNT_MATCH_BLOBS
  SQLITE_USE_ALLOCA
  SQLITE_OMIT_DEPRECATED
  SQLITE_OMIT_LOAD_EXTENSION
  SQLITE_OMIT_SHARED_CACHE
  # What its own configure script finds on Linux: without the first, each sync writes the times of the file, too.
  HAVE_FDATASYNC=1 HAVE_GMTIME_R=1 HAVE_ISNAN=1 HAVE_LOCALTIME_R=1 HAVE_MALLOC_H=1 HAVE_MALLOC_USABLE_SIZE=1 HAVE_STRERROR_R=1
  HAVE_USLEEP=1)
target_link_libraries(sqlite_compiled_in PRIVATE Threads::Threads m)
set_target_properties(sqlite_compiled_in PROPERTIES UNITY_BUILD OFF POSITION_INDEPENDENT_CODE ON)
