package dev.stowage.placement;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Says which volume serves a carrier; started alone or beside the others.
@SpringBootApplication
public class PlacementApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(PlacementApplication.class, arguments);
    }
}
