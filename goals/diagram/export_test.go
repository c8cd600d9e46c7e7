package diagram

// Views is the closed set of views, for the test that walks it.
var Views = views
