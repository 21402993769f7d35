"""What the commands on pièces, règlements and imputations share: each module is one act on the ledger."""
