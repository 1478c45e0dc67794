package dev.stowage.placement.api;

import dev.stowage.placement.access.Callers;
import dev.stowage.placement.exposure.Exposure;
import dev.stowage.protocol.placement.ExposureApi;
import dev.stowage.protocol.placement.ExposurePage;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/// Tells the operator what a loss would cost.
@RestController
class ExposureController implements ExposureApi {

    private static final int USUAL_LIMIT = 100;

    private final Callers callers;
    private final Exposure exposure;

    ExposureController(Callers callers, Exposure exposure) {
        this.callers = callers;
        this.exposure = exposure;
    }

    @Override
    public ExposurePage exposure(
            String authorization, String by, @Nullable String after, @Nullable Integer limit) {
        callers.requireOperator(authorization);
        return exposure.page(by, after, limit == null ? USUAL_LIMIT : limit);
    }
}
