/// Stands in for <windows.h>: of its macros those that collide with names people use. Lower-case words are
/// the dangerous ones; the rest are here because an enumerator may look like them.
#pragma once

// minwindef.h and windef.h: pointers of 16-bit days, and what NOMINMAX would leave out
#define near
#define far
#define NEAR near
#define FAR far
#define pascal __stdcall
#define cdecl
#define CONST const
#define IN
#define OUT
#define OPTIONAL
#define TRUE 1
#define FALSE 0
#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))

// rpcndr.h and combaseapi.h
#define small char
#define hyper __int64
#define interface struct

// winnt.h
#define VOID void
#define DELETE (0x00010000L)

// winerror.h
#define NO_ERROR 0L
#define S_OK ((long)0L)

// wingdi.h
#define ERROR 0
#define TRANSPARENT 1
#define OPAQUE 2
#define ABSOLUTE 1
#define RELATIVE 2
#define ALTERNATE 1
#define WINDING 2

// winuser.h and its like: functions that are macros for their names with A or W
#define CreateWindow CreateWindowW
#define DrawText DrawTextW
#define GetMessage GetMessageW
#define LoadImage LoadImageW
#define SendMessage SendMessageW
#define CopyFile CopyFileW
#define CreateFile CreateFileW
#define DeleteFile DeleteFileW
#define GetObject GetObjectW
#define Yield()

// dlgs.h
#define rad1 0x0420
#define grp1 0x0430
