package dev.stowage.protocol.supplier;

import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// The volumes of a supplier, for the person who donates the space.
///
/// `authorization` is `Bearer` and the operator's token of the supplier.
@HttpExchange("/supplier/v1/volumes")
public interface VolumesApi {

    /// Each volume, and how far its drain is.
    @GetExchange
    VolumeList volumes(@RequestHeader("Authorization") String authorization);

    /// Moves all that a volume holds, and its carriers, to another volume of the supplier.
    @PostExchange("/{volume}/drain")
    @ResponseStatus(HttpStatus.ACCEPTED)
    VolumeView drain(
            @RequestHeader("Authorization") String authorization, @PathVariable UUID volume);

    /// Takes that back.
    @DeleteExchange("/{volume}/drain")
    VolumeView takeDrainBack(
            @RequestHeader("Authorization") String authorization, @PathVariable UUID volume);
}
