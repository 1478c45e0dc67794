package dev.stowage.format;

import dev.stowage.verification.architecture.HouseRules;

class HouseRulesTest implements HouseRules {}
