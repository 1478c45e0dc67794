package dev.stowage.database;

import dev.stowage.verification.architecture.HouseRules;

class HouseRulesTest implements HouseRules {}
