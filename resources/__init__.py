"""Files the program ships: data sets, icons, examples, translations."""
