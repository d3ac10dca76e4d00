import { init } from "/redoc/redoc.standalone.js";

// ReDoc would report how it is used to its maker.
init("/openapi.json", { disableTelemetry: true }, document.getElementById("redoc"));
