set this machine's clock by NTP
---
date -u
timedatectl set-ntp true # or: chronyc makestep
timedatectl status
