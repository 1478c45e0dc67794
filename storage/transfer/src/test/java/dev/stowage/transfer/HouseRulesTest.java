package dev.stowage.transfer;

import dev.stowage.verification.architecture.HouseRules;

class HouseRulesTest implements HouseRules {}
