"""What the example company says and does, as data; nothing here touches the database."""
