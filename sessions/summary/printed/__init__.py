"""The summary on paper: what of it is drawn, and how. The templates beside this file turn it into pages."""
