package dev.stowage.verification.architecture;

/// A group of rules about one room.
interface RoomRules {

    /// The room that is examined: the module whose tests are running, unless another is named.
    default Room room() {
        return Room.ofRunningTests();
    }
}
