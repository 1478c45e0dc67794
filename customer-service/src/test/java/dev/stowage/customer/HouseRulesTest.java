package dev.stowage.customer;

import dev.stowage.verification.architecture.HouseRules;

class HouseRulesTest implements HouseRules {}
