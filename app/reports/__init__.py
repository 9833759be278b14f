"""Reports: a frozen Report of plain values becomes pages, and the pages become a PDF in a locked-down child process."""
