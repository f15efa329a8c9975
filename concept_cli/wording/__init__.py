"""Every message and every term: what the tool says in English, and what documents say in English, Russian and Kazakh."""
