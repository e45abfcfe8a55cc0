"""What happens: async functions inside one transaction. They never commit and know no HTTP."""
