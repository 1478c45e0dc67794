package dev.stowage.placement;

import dev.stowage.verification.architecture.HouseRules;

class HouseRulesTest implements HouseRules {}
