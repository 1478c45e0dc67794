package dev.stowage.verification.architecture;

/// Every rule of the house: a module that implements this in a test class obeys them all.
public interface HouseRules
        extends DocumentRules,
                EdgeRules,
                FormatRules,
                NameRules,
                PackageRules,
                PurityRules,
                SizeRules,
                TestRules {}
