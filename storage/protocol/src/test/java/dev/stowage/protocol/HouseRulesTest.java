package dev.stowage.protocol;

import dev.stowage.verification.architecture.HouseRules;

class HouseRulesTest implements HouseRules {}
