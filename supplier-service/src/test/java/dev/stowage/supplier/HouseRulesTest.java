package dev.stowage.supplier;

import dev.stowage.verification.architecture.HouseRules;

class HouseRulesTest implements HouseRules {}
