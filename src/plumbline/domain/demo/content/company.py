"""Teams and people of the example company; names are freight words, addresses lead nowhere."""

from plumbline.domain.demo.content.model import DeputyContent, PersonContent, TeamContent
from plumbline.domain.orgs.rights import Role

ORGANIZATION_NAME = "Example Freight"
SLUG = "example-freight"
MAIL_DOMAIN = "example.org"

#: Who signs in: runs the OKRs of the company and administers the instance.
CHAMPION = PersonContent(key="dana", name="Dana Waybill", teams=("people",))

TEAMS: tuple[TeamContent, ...] = (
    TeamContent(key="road", name="Road Freight", parent="company", level="Business unit"),
    TeamContent(key="dispatch", name="Dispatch", parent="road", level="Department"),
    TeamContent(key="dispatch-north", name="Dispatch North", parent="dispatch", level="Team"),
    TeamContent(key="dispatch-south", name="Dispatch South", parent="dispatch", level="Team"),
    TeamContent(key="claims", name="Claims", parent="road", level="Department"),
    TeamContent(key="claims-intake", name="Claims Intake", parent="claims", level="Team"),
    TeamContent(key="warehouses", name="Warehousing", parent="company", level="Business unit"),
    TeamContent(key="inbound", name="Inbound", parent="warehouses", level="Department"),
    TeamContent(key="returns", name="Returns", parent="inbound", level="Team"),
    TeamContent(key="outbound", name="Outbound", parent="warehouses", level="Department"),
    TeamContent(key="shared", name="Shared Services", parent="company", level="Business unit"),
    TeamContent(key="tracking", name="Tracking", parent="shared", level="Department"),
    TeamContent(key="customer-app", name="Customer App", parent="tracking", level="Team"),
    TeamContent(key="data", name="Data", parent="tracking", level="Team"),
    TeamContent(key="people", name="People and Finance", parent="shared", level="Department"),
)

#: Managers before the people they manage.
PEOPLE: tuple[PersonContent, ...] = (
    PersonContent(key="ruth", name="Ruth Keel", teams=("company",), leads=("company",)),
    PersonContent(key="omar", name="Omar Axle", leads=("road",), manager="ruth"),
    PersonContent(key="ines", name="Ines Gantry", leads=("warehouses",), manager="ruth"),
    PersonContent(key="tomas", name="Tomas Ledger", leads=("shared",), manager="ruth"),
    PersonContent(key="lena", name="Lena Hitch", leads=("dispatch",), manager="omar"),
    PersonContent(key="carl", name="Carl Crate", leads=("claims",), manager="omar"),
    PersonContent(key="priya", name="Priya Pallet", leads=("inbound",), manager="ines"),
    PersonContent(key="bo", name="Bo Tailgate", leads=("outbound",), manager="ines"),
    PersonContent(key="yuki", name="Yuki Beacon", leads=("tracking",), manager="tomas"),
    PersonContent(key="grace", name="Grace Docket", leads=("people",), manager="tomas"),
    PersonContent(key="nils", name="Nils Northroad", leads=("dispatch-north",), manager="lena"),
    PersonContent(key="sofia", name="Sofia Southgate", leads=("dispatch-south",), manager="lena"),
    PersonContent(key="mia", name="Mia Parcel", leads=("claims-intake",), manager="carl"),
    PersonContent(key="hugo", name="Hugo Returnable", leads=("returns",), manager="priya"),
    PersonContent(key="kai", name="Kai Signal", leads=("customer-app",), manager="yuki"),
    PersonContent(key="vera", name="Vera Column", leads=("data",), manager="yuki"),
    PersonContent(key="ali", name="Ali Trailer", teams=("dispatch-north",), manager="nils"),
    PersonContent(key="jon", name="Jon Milepost", teams=("dispatch-north",), manager="nils"),
    PersonContent(key="eva", name="Eva Backload", teams=("dispatch-north",), manager="nils"),
    PersonContent(key="luca", name="Luca Tollgate", teams=("dispatch-south",), manager="sofia"),
    PersonContent(key="rosa", name="Rosa Layby", teams=("dispatch-south",), manager="sofia"),
    PersonContent(key="ben", name="Ben Junction", teams=("dispatch-south",), manager="sofia"),
    PersonContent(key="ida", name="Ida Tarpaulin", teams=("claims",), manager="carl"),
    PersonContent(key="finn", name="Finn Seal", teams=("claims", "claims-intake"), manager="mia"),
    PersonContent(key="noor", name="Noor Strap", teams=("claims-intake",), manager="mia"),
    PersonContent(key="paul", name="Paul Ramp", teams=("inbound",), manager="priya"),
    PersonContent(key="zoe", name="Zoe Forklift", teams=("inbound",), manager="priya"),
    PersonContent(key="emil", name="Emil Label", teams=("returns",), manager="hugo"),
    PersonContent(key="tara", name="Tara Carton", teams=("returns",), manager="hugo"),
    PersonContent(key="max", name="Max Dockdoor", teams=("outbound",), manager="bo"),
    PersonContent(key="lia", name="Lia Picklist", teams=("outbound",), manager="bo"),
    PersonContent(key="otto", name="Otto Stretchfilm", teams=("outbound",), manager="bo"),
    PersonContent(key="sam", name="Sam Geofence", teams=("customer-app",), manager="kai"),
    PersonContent(key="ana", name="Ana Pushnote", teams=("customer-app",), manager="kai"),
    PersonContent(key="leo", name="Leo Timestamp", teams=("data",), manager="vera"),
    PersonContent(key="uma", name="Uma Rollup", teams=("data",), manager="vera"),
    PersonContent(key="ella", name="Ella Roster", teams=("people",), manager="grace"),
    PersonContent(
        key="felix",
        name="Felix Tariff",
        teams=("people",),
        manager="grace",
        roles=(Role.FINANCE_PARTNER,),
    ),
    PersonContent(key="greta", name="Greta Quay", roles=(Role.VIEWER,)),
    PersonContent(key="aldo", name="Aldo Manifest", roles=(Role.AUDITOR,)),
    PersonContent(
        key="wim",
        name="Wim Newhand",
        teams=("outbound",),
        manager="bo",
        is_claimed=False,
    ),
)

#: Mia is away for some weeks; Finn has her acts meanwhile.
DEPUTIES: tuple[DeputyContent, ...] = (
    DeputyContent(person="finn", acts_for="mia", starts=40, ends=70),
)
