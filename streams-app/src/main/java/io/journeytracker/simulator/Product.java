package io.journeytracker.simulator;

import java.util.List;

/**
 * Something that the shop sells.
 *
 * @param price in hundredths of the currency
 */
record Product(String id, String name, long price) {

    static final List<Product> ALL = List.of(
            new Product("p-101", "Enamel mug", 1_290),
            new Product("p-102", "Wool blanket", 6_900),
            new Product("p-103", "Desk lamp", 4_550),
            new Product("p-104", "Tea sampler", 1_875),
            new Product("p-105", "Cast-iron pan", 5_400),
            new Product("p-106", "Garden chair", 11_900),
            new Product("p-107", "Notebook", 990),
            new Product("p-108", "Wall clock", 3_725));
}
