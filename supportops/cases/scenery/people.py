"""Who is in the cases: the shops, and the names of customers and colleagues. All invented."""

from typing import NamedTuple


class Shop(NamedTuple):
    """A company whose desk the agent works on."""

    name: str
    prefix: str
    """Starts every order number."""
    domain: str
    country: str
    currency: str


class Person(NamedTuple):
    """A customer or a colleague."""

    first: str
    last: str

    @property
    def name(self) -> str:
        """The full name."""
        return f"{self.first} {self.last}"


SHOPS = (
    Shop("Hearthline", "HL", "hearthline.example", "DE", "EUR"),
    Shop("Norrland Trading", "NT", "norrland.example", "FI", "EUR"),
    Shop("Pebble & Pine", "PP", "pebblepine.example", "GB", "GBP"),
    Shop("Casa Verano", "CV", "casaverano.example", "ES", "EUR"),
    Shop("Tidewater Supply", "TS", "tidewater.example", "US", "USD"),
    Shop("Lumen & Oak", "LO", "lumenoak.example", "IE", "EUR"),
    Shop("Atelier Fournil", "AF", "fournil.example", "FR", "EUR"),
    Shop("Kestrel Goods", "KG", "kestrelgoods.example", "GB", "GBP"),
    Shop("Maple Row", "MR", "maplerow.example", "CA", "CAD"),
    Shop("Brightwater", "BW", "brightwater.example", "AU", "AUD"),
    Shop("Dorfladen Nord", "DN", "dorfladen.example", "DE", "EUR"),
    Shop("Polder & Zoon", "PZ", "polderzoon.example", "NL", "EUR"),
)

FIRST_NAMES = tuple(
    """Aaliyah Adrian Agnes Ahmed Aisha Alejandro Amara Anders Anika Anton Beatriz Benjamin Bridget
    Carlos Chiara Chloe Daniel Deepa Dmitri Eleni Elif Emeka Emilia Erik Fatima Felix Fiona Gareth
    Giulia Grace Hana Hassan Helen Hugo Ingrid Isabel Ivan Jamal Jana Jasper Joana Jonas Julia Kavya
    Kenji Lars Leila Liam Lucia Magnus Malik Marta Mateo Mei Mina Nadia Naomi Nikhil Nora Olga Oscar
    Paula Petra Priya Rafael Rania Rosa Ruth Samuel Sanna Sara Sofia Stefan Tamar Teresa Tomas
    Ursula Valeria Viktor Wanda Yara Yusuf Zoe""".split()
)

LAST_NAMES = tuple(
    """Abebe Adeyemi Almeida Andersson Bakker Banerjee Barlow Becker Bianchi Brennan Castillo Chen
    Costa Dahl Delgado Demir Dubois Eriksen Fernandes Fischer Fontaine Fraser Garcia Gupta Haddad
    Hansen Hoffmann Horvat Hughes Ibrahim Ivanova Jansen Johansson Kaur Keller Khan Kowalska Kruger
    Larsen Lefebvre Lindqvist Lopez Mancini Marchetti Martins McKenna Mendes Meyer Moreau Mwangi
    Nakamura Nilsen Novak Nguyen Okafor Olsen Osei Owens Park Patel Pereira Popescu Quinn Rahman
    Reyes Ricci Romero Rossi Santos Sato Schmidt Sharma Silva Singh Sokolov Tanaka Taylor Toure
    Vargas Virtanen Vogel Walsh Weber Wright Yilmaz Zhang""".split()
)

MAILBOXES = ("mailbox.example", "postbox.example", "quickpost.example", "inbox.example")

CARRIERS = ("Nordex", "Parcelway", "Trident Express", "Bluelane", "Corvus Logistics")

CHANNELS = ("e-mail", "web form", "chat", "app")

COLLEAGUES = ("Robin", "Kim", "Sascha", "Noor", "Jules", "Toni", "Mika", "Dana")
