package dev.stowage.supplier;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Stores and gives back records of the volumes that it serves.
@SpringBootApplication
public class SupplierApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(SupplierApplication.class, arguments);
    }
}
