package dev.stowage.verification.architecture;

class HouseRulesTest implements HouseRules {}
