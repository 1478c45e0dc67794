package dev.stowage.verification.containers;

import dev.stowage.verification.architecture.HouseRules;

class HouseRulesTest implements HouseRules {}
