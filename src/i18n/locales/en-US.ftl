# Messages, by capability. Keep each block in its place.

### general, refusals of the face

### org

### journal and audit

### standup

### digest

### simulate, why

### commands (names, descriptions, choices)

### departments and catalogue
