"""Documents as workbooks (XLSX), apart from the other forms: they need a library of their own."""
