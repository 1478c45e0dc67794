package dev.stowage.customer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Stores and reads the files of accounts.
@SpringBootApplication
public class CustomerApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(CustomerApplication.class, arguments);
    }
}
